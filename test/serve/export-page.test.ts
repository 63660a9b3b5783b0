import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { exportPage, scriptInHtml } from '../../src/serve/export-page.ts';

const gcode = new TextEncoder().encode('G21\nG1 X1 </script> Y2\n');

test('the page carries the file, unharmed and harmless', () => {
  const page = exportPage('let a = 1;', '.a{}', {
    name: '<b>&"x".gcode',
    gcode,
    report: { what: '</script><b>' },
    model: null,
  });
  const data = /id="bioweft-gcode" data-name="([^"]*)">([^<]*)</.exec(page)!;
  expect(data[1]).toBe('&#60;b&#62;&#38;&#34;x&#34;.gcode');
  expect(new Uint8Array(gunzipSync(Buffer.from(data[2], 'base64')))).toEqual(gcode);
  // The report's own tags must not end its block: two data blocks and one script are closed, no more.
  expect(page.match(/<\/script>/g)).toHaveLength(3);
});

test('the policy names the hash of the very script and style in the page', () => {
  const script = scriptInHtml('const a = "</script><!--";');
  expect(script).not.toMatch(/<\/script|<!--/);
  const page = exportPage(script, '.b{}', { name: 'a', gcode, report: null, model: null });
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  expect(page).toContain(`script-src 'sha256-${hash(script)}'`);
  expect(page).toContain(`style-src 'sha256-${hash('.b{}')}'`);
  expect(page).toContain(`<script type="module">${script}</script>`);
  expect(page).toContain("default-src 'none'");
});
