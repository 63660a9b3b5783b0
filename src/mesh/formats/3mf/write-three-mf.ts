import { strToU8, zipSync } from 'fflate';
import { decimalOf } from '../decimal.ts';
import { indexCorners } from '../index-corners.ts';
import type { WrittenPart } from '../mesh-format.ts';
import { coreNamespace } from './model-part.ts';

const header = '<?xml version="1.0" encoding="UTF-8"?>\n';

const contentTypes = `${header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
</Types>
`;

const relationships = `${header}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Target="/3D/3dmodel.model" Id="rel0" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
`;

/** ZIP knows no time before 1980, and the same parts give the same bytes. */
const noDate = new Date(1980, 0, 1);

/** Parts as 3MF in mm: one object and one build item each, their materials as base materials. */
export function writeThreeMf(parts: readonly WrittenPart[]): Uint8Array {
  const materials = [...new Set(parts.flatMap(({ material = '' }) => (material === '' ? [] : [material])))];
  const groupId = parts.length + 1;
  const bases = materials.map((name) => `<base name="${escaped(name)}" displaycolor="#A0A0A0"/>\n`).join('');
  const group = materials.length > 0 ? `<basematerials id="${groupId}">\n${bases}</basematerials>\n` : '';
  const objects = parts.map(({ name, material = '', triangles }, i) => {
    const made = material === '' ? '' : ` pid="${groupId}" pindex="${materials.indexOf(material)}"`;
    return `<object id="${i + 1}" type="model" name="${escaped(name)}"${made}>\n${meshText(triangles)}</object>\n`;
  });
  const items = parts.map((_, i) => `<item objectid="${i + 1}"/>\n`).join('');
  const model = [
    `${header}<model unit="millimeter" xml:lang="en-US" xmlns="${coreNamespace}">\n<metadata name="Application">bioweft</metadata>\n<resources>\n`,
    group,
    ...objects,
    `</resources>\n<build>\n${items}</build>\n</model>\n`,
  ];
  return zipSync(
    {
      '[Content_Types].xml': strToU8(contentTypes),
      '_rels/.rels': strToU8(relationships),
      '3D/3dmodel.model': strToU8(model.join('')),
    },
    { mtime: noDate, level: 6 },
  );
}

function meshText(triangles: Float32Array): string {
  const { points, corners } = indexCorners(triangles);
  const lines = ['<mesh>\n<vertices>\n'];
  for (let i = 0; i < points.length; i += 3) {
    lines.push(
      `<vertex x="${decimalOf(points[i])}" y="${decimalOf(points[i + 1])}" z="${decimalOf(points[i + 2])}"/>\n`,
    );
  }
  lines.push('</vertices>\n<triangles>\n');
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i], corners[i + 1], corners[i + 2]];
    // Its corners must be three: one with two in a point has no area.
    if (a !== b && b !== c && c !== a) lines.push(`<triangle v1="${a}" v2="${b}" v3="${c}"/>\n`);
  }
  lines.push('</triangles>\n</mesh>\n');
  return lines.join('');
}

/** For an attribute: what XML keeps for itself, and no character that it forbids. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, ' ');
}
