/** What those who watch a print are told, as the viewer's live stream has it (docs/viewer.md). */
export type LiveEvent =
  | { readonly event: 'job'; readonly data: { readonly id: string; readonly sha256: string; readonly lines: number } }
  | { readonly event: 'pos'; readonly data: { readonly line: number; readonly plannedS: number; readonly t: number } }
  | { readonly event: 'state'; readonly data: { readonly state: LivePrintState; readonly why?: string } }
  | { readonly event: 'temp'; readonly data: { readonly tool: string; readonly celsius: number } }
  | { readonly event: 'log'; readonly data: { readonly text: string } };

export type LivePrintState = 'printing' | 'paused' | 'held' | 'tool' | 'cure' | 'error' | 'done';
