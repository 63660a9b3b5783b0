/** A clause as a sentence: a capital in front, a stop behind. Names that begin with a digit or a sign stay as they are. */
export function sentence(clause: string): string {
  const whole = clause.charAt(0).toUpperCase() + clause.slice(1);
  return /[.?!]$/.test(whole) ? whole : `${whole}.`;
}

/** A sentence with a remark in brackets before its stop. */
export function withRemark(text: string, remark: string): string {
  return `${text.replace(/\.$/, '')} (${remark}).`;
}
