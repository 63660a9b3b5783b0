import { hashOf, htmlPage, packed } from './export-page.ts';

export interface StudioPageContent {
  readonly name: string;
  /** As it may stand between its tags, see `scriptInHtml`. */
  readonly script: string;
  readonly style: string;
  /** The planner's worker as a script of its own. */
  readonly planner: string;
  /** For the style that the editor brings. */
  readonly nonce: string;
  /** The job, its files and the library, as `viewer/studio/embedded-page.ts` reads them. */
  readonly data: unknown;
}

/**
 * One HTML file with the studio of a job, without a server. Its policy lets nothing run but its one script, whose hash it
 * names, and the planner that this script starts; nothing can be fetched, and nothing leaves the page but by a download.
 */
export function exportStudioPage({ name, script, style, planner, nonce, data }: StudioPageContent): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}' 'nonce-${nonce}'`,
    'img-src data: blob:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const body = `<body class="studio">
<div id="job"></div>
<div id="place"></div>
<div id="root"></div>
<script type="text/plain" id="bioweft-studio">${packed(JSON.stringify(data))}</script>
<script type="text/plain" id="bioweft-planner">${packed(planner)}</script>`;
  return htmlPage({ policy, title: `${name} - bioweft studio`, style, body, script });
}
