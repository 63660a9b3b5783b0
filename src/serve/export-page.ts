import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export interface ExportContent {
  readonly name: string;
  readonly gcode: Uint8Array;
  readonly report: unknown;
  readonly model: unknown;
  /** The printer's profile where it is not of the library. */
  readonly profile?: unknown;
}

/**
 * One HTML file that shows the print without a server. Its policy lets nothing run but the one script whose hash it
 * names, and lets nothing be fetched; the G-code lies in it as text (gzip, base64).
 */
export function exportPage(
  script: string,
  style: string,
  { name, gcode, report, model, profile }: ExportContent,
): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const body = `<body>
<div id="root"></div>
<script type="text/plain" id="bioweft-gcode" data-name="${escaped(name)}">${packed(gcode)}</script>
<script type="application/json" id="bioweft-extra">${jsonInHtml({ report, model, profile })}</script>`;
  return htmlPage({ policy, title: `${name} - bioweft`, style, body, script });
}

/** One HTML file around its `body`, from `<body>` to before its script. */
export function htmlPage(page: Readonly<Record<'policy' | 'title' | 'style' | 'body' | 'script', string>>): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${page.policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<meta name="referrer" content="no-referrer">
<title>${escaped(page.title)}</title>
<style>${page.style}</style>
</head>
${page.body}
<script type="module">${page.script}</script>
</body>
</html>
`;
}

/** Data as it lies in a page: gzip, base64. */
export function packed(data: Uint8Array | string): string {
  return gzipSync(data, { level: 9 }).toString('base64');
}

export function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// `<` as an escape: no string in the data can end the block.
function jsonInHtml(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/** A script as it may stand between its tags: `</script` and `<!--` would end or bend the block. */
export function scriptInHtml(script: string): string {
  return script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}
