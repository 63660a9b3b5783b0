import { codeGroups } from '../src/finding/codes/catalogue.ts';

/** docs/findings.md, from the catalogue of codes. */
export function findingsPage(): string {
  const groups = codeGroups.map(({ title, rows }) => {
    const lines = Object.entries(rows).map(([code, texts]) => `| \`${code}\` | ${texts.join(' | ')} |`);
    return [`## ${title}`, '', '| code | means | why it matters | what to do |', '|---|---|---|---|', ...lines].join(
      '\n',
    );
  });
  return `${[intro, ...groups].join('\n\n')}\n`;
}

const intro = `# Findings and errors: every code

Whatever bioweft says about a job, a plan or a file has a code: in the report under \`findings\`, with \`--json\`, and in
what the library throws (\`InputError.code\`). A code keeps its meaning; the text beside it has the place and the numbers.
A finding refuses, warns or notes; an error ends the command with exit code 2. What a gate refuses is allowed knowingly
with \`--allow\` ([gates](gates.md)).

This page is written by \`npm run findings\` from the catalogue in \`src/finding/codes\`, in which every code stands once.`;
