/** Light and calm; A4 upright, two pages at most; the same on screen as on paper. */
export const sheetStyle = `
@page { size: A4 portrait; margin: 11mm 12mm; }
* { box-sizing: border-box; }
html { color: #1c1f23; background: #fff; font: 10.5pt/1.38 system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0 auto; max-width: 186mm; }
.place { font-size: 0.9em; }
body.crowded { font-size: 9.4pt; line-height: 1.3; }
.crowded h2 { margin-top: 3mm; }
.crowded .check p { padding-top: 0.7mm; padding-bottom: 0.7mm; }
.crowded .check p::before { top: 1.2mm; }
.crowded .findings, .crowded table { font-size: 8.8pt; }
body.crammed { font-size: 8.3pt; line-height: 1.2; }
.crammed h2 { margin-top: 2.2mm; margin-bottom: 1mm; }
.crammed .findings, .crammed table { font-size: 7.8pt; }
.crammed .tool dd b { font-size: 10pt; }
.crammed .tool h3 { font-size: 10.5pt; }
.crammed .many .tool { padding: 1mm 1.5mm; }
.crammed .many .tool dl { grid-template-columns: 14.5mm 1fr; gap: 0.3mm 1mm; }
.crammed ol.steps li { margin-bottom: 0.6mm; }
.crammed .check p { padding-top: 0.35mm; padding-bottom: 0.35mm; }
.crammed .check p::before { top: 0.7mm; width: 3mm; height: 3mm; }
.crammed .signatures { margin-top: 7mm; }
.crammed .pictures svg { max-height: 30mm; }
@media screen { body { padding: 10mm 0; } }
h1 { font-size: 19pt; line-height: 1.15; margin: 0; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 11.5pt; margin: 4.5mm 0 1.5mm; padding-bottom: 0.8mm; border-bottom: 0.3mm solid #c9ced4; break-after: avoid; }
h3 { font-size: 12.5pt; margin: 0 0 1.2mm; overflow-wrap: anywhere; }
i { font-style: normal; color: #545b63; }
header { display: flex; justify-content: space-between; gap: 8mm; align-items: flex-end; border-bottom: 0.6mm solid #1c1f23; padding-bottom: 2.5mm; }
header p { margin: 0.8mm 0 0; }
.hashes { font: 8.5pt/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; text-align: right; white-space: nowrap; color: #3b424a; }
.key { display: grid; grid-template-columns: repeat(auto-fit, minmax(30mm, 1fr)); gap: 3mm; margin: 3mm 0 0; }
.key div { border-left: 0.8mm solid #c9ced4; padding-left: 2mm; }
.key b { display: block; font-size: 13.5pt; line-height: 1.2; }
.key span { color: #545b63; font-size: 9pt; }
.alarm { border: 0.6mm solid #b3261e; border-radius: 1.5mm; background: #fdeceb; padding: 2mm 3mm; margin: 3mm 0 0; }
.alarm h2 { margin: 0 0 1mm; border: 0; padding: 0; color: #8c1d18; }
.alarm ul { margin: 0; padding-left: 5mm; }
.pictures { display: flex; gap: 5mm; align-items: flex-start; margin-top: 3.5mm; break-inside: avoid; }
.pictures figure { margin: 0; flex: 1 1 0; min-width: 0; text-align: center; }
.pictures figure.whole { flex: 1.7 1 0; }
.pictures svg { display: block; width: 100%; max-height: 46mm; }
figcaption { font-size: 8.5pt; color: #545b63; margin-top: 1mm; line-height: 1.25; overflow-wrap: anywhere; }
.tools { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm; }
.tools.single { grid-template-columns: 1fr; }
.tools.many { grid-template-columns: 1fr 1fr 1fr; gap: 2mm; }
.many .tool { padding: 1.5mm 2mm; }
.many .tool dl { grid-template-columns: 15mm 1fr; }
.tool { border: 0.3mm solid #c9ced4; border-left-width: 2.2mm; border-radius: 1mm; padding: 2mm 3mm; break-inside: avoid; }
.tool dl { display: grid; grid-template-columns: 19mm 1fr; gap: 0.7mm 2mm; margin: 0; }
.tool dt { color: #545b63; }
.tool dd { margin: 0; overflow-wrap: anywhere; }
.tool dd b { font-size: 12pt; }
.glyph { display: inline-block; min-width: 6.5mm; text-align: center; border-radius: 1mm; padding: 0 1mm; color: #111; }
.hand { background: #fff1c2; padding: 0 1mm; border-radius: 0.8mm; }
ol.steps { margin: 0; padding-left: 6mm; }
ol.steps li { margin-bottom: 1.3mm; break-inside: avoid; }
.wait { font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
th, td { text-align: left; padding: 0.7mm 2mm 0.7mm 0; border-bottom: 0.2mm solid #dfe3e7; vertical-align: top; }
th { font-weight: 600; color: #545b63; }
ul.findings { margin: 0; padding: 0; list-style: none; font-size: 9.5pt; line-height: 1.32; }
ul.findings li { margin-bottom: 1mm; padding-left: 6mm; position: relative; break-inside: avoid; overflow-wrap: anywhere; }
ul.findings li::before { position: absolute; left: 0; font-weight: 700; content: "·"; }
ul.findings li.warn::before { content: "!"; background: #fff1c2; width: 4mm; text-align: center; border-radius: 0.8mm; }
ul.findings li.refuse::before { content: "✗"; color: #8c1d18; }
h2 + .check { break-before: avoid; }
.check { display: grid; grid-template-columns: 1fr 1fr; gap: 0 6mm; }
.check p { margin: 0; padding: 1.1mm 0 1.1mm 7mm; position: relative; border-bottom: 0.2mm solid #e4e7ea; break-inside: avoid; overflow-wrap: anywhere; }
.check p::before { content: ""; position: absolute; left: 0.5mm; top: 1.7mm; width: 3.6mm; height: 3.6mm; border: 0.35mm solid #1c1f23; border-radius: 0.6mm; }
.line { display: inline-block; min-width: 18mm; border-bottom: 0.25mm solid #555; height: 1em; vertical-align: baseline; }
.line.long { min-width: 34mm; }
.signatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6mm; margin-top: 9mm; break-inside: avoid; }
.signatures div { border-top: 0.3mm solid #1c1f23; padding-top: 1mm; font-size: 9pt; color: #545b63; }
footer { margin-top: 3mm; font-size: 8pt; color: #6a7179; }
`;
