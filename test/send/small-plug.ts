/** A plug of two wells, as `bioweft slice` writes it for allevi-biobot1: valves by M42 between M400, layers, a cure. */
export function smallPlug({ layers = 4, strands = 3, moves = 12, pauses = true } = {}): Uint8Array {
  const lines = [
    '; POST PROCESSED',
    ';BIO:plan=1 name=plug printer=allevi-biobot1 dialect=biobots vessel=corning-24 wells=A1,B1',
    ';BIO:tool=T0 ink=bone material=ama kind=pneumatic inner=0.337 outer=0.641 length=12.7 nozzle=23G',
    'G21',
    'G90',
    'M82',
    'T0',
    'G1 Z50 F600',
    'M42 P16 S0',
    'M42 P17 S0',
    'M42 P4 S0',
    'M400',
    'G1 E46 F1000',
    'M400',
  ];
  let strand = 0;
  for (const [well, x0] of [
    ['A1', 0],
    ['B1', 20],
  ] as const) {
    lines.push(`;BIO:well=${well} x=${x0} y=0`, 'G0 Z50 F600', `G0 X${x0} Y0 F1800`);
    for (let layer = 0; layer < layers; layer++) {
      const z = Number(((layer + 1) * 0.25).toFixed(2));
      lines.push(';LAYER_CHANGE', `;Z:${z}`, ';HEIGHT:0.25', `;BIO:layer=${layer} z=${z} height=0.25`);
      for (let s = 0; s < strands; s++) {
        const x = x0 + s;
        lines.push(`G0 Z${z + 1} F600`, `G0 X${x} Y${layer} F1800`, `G0 Z${z} F600`);
        lines.push(
          `;BIO:strand=${strand} ink=bone part=bone.stl role=lattice layer=${layer} well=${well} tool=T0 width=0.337 height=0.25 area=0.0892 speed=8 flow=0.7136 volume=${(0.0892 * moves * 0.5).toFixed(4)}`,
        );
        lines.push('M400', 'M42 P16 S255', 'M400');
        for (let i = 1; i <= moves; i++) lines.push(`G1 X${x} Y${layer + i * 0.5}${i === 1 ? ' F480' : ''}`);
        lines.push('M400', 'M42 P16 S0', 'M400', ';BIO:end');
        strand++;
      }
    }
    lines.push(
      'G0 Z50 F600',
      `; pause: Add calcium chloride to ${well}, then continue`,
      'M400',
      'M42 P16 S0',
      ...(pauses ? ['M0'] : []),
      'G4 P6000',
    );
  }
  lines.push('; end', 'M400', 'M42 P16 S0', 'M42 P17 S0', 'M400', 'G1 E22 F1000', 'M400', '');
  return new TextEncoder().encode(lines.join('\n'));
}
