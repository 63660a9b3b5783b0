/**
 * A large print for the viewer's bench (workload c of the measurements): a 40 mm disc in 0.2 mm layers, four tools, a
 * contour of 400 chords and wavy strands of 0.5 mm chords on each; about 3550 segments a layer. Same size, same bytes.
 */
export function discPrint(segments: number): Uint8Array {
  const parts: string[] = ['; wavy disc\nG21\nG90\nM83\n'];
  let left = segments;
  for (let layer = 0; left > 0; layer++) left -= writeLayer(parts, layer, left);
  return new TextEncoder().encode(parts.join(''));
}

const radius = 20;

function writeLayer(parts: string[], layer: number, left: number): number {
  const z = (0.2 * (layer + 1)).toFixed(2);
  let text = `;LAYER_CHANGE\n;Z:${z}\n;HEIGHT:0.2\nT${layer % 4}\nG0 Z${z} F600\n;TYPE:External perimeter\n;WIDTH:0.4\n`;
  let done = 0;
  const extrude = (x: number, y: number, mm: number) => {
    text += `G1 X${x.toFixed(3)} Y${y.toFixed(3)} E${(mm * 0.004).toFixed(5)}\n`;
    done++;
  };
  text += `G0 X${(60 + radius).toFixed(3)} Y60.000 F3000\nG1 F600\n`;
  for (let i = 1; i <= 400 && done < left; i++) {
    const angle = (2 * Math.PI * i) / 400;
    extrude(60 + radius * Math.cos(angle), 60 + radius * Math.sin(angle), 0.314);
  }
  text += ';TYPE:Solid infill\n';
  const along = layer % 2 === 0;
  for (let at = -radius + 0.6; at < radius - 0.5 && done < left; at += 0.8) {
    const reach = Math.sqrt((radius - 0.5) ** 2 - at * at);
    const place = (u: number): [number, number] => {
      const wave = at + 0.25 * Math.sin(u * 2);
      return along ? [60 + u, 60 + wave] : [60 + wave, 60 + u];
    };
    const [x, y] = place(-reach);
    text += `G0 X${x.toFixed(3)} Y${y.toFixed(3)} F3000\nG1 F600\n`;
    for (let u = -reach + 0.5; u < reach && done < left; u += 0.5) extrude(...place(u), 0.5);
  }
  parts.push(text);
  return done;
}

/** A plate for `slice`: 96 wells, 96 conditions of speed and spacing, a small lattice in each. */
export const sweepJob = `name: sweep
printer: marlin-syringe
vessel: { plate: corning-96, wells: all }
inks:
  gel: { ink: pluronic-25, tool: T0, nozzle: { gauge: 27, length: 12.7 }, width: 0.25, load: 5 mL }
parts:
  - { shape: disc, diameter: 3, height: 3, ink: gel, laydown: { pattern: parallel, angles: [0, 90], spacing: 0.8 } }
layers: { height: 0.2 }
sweep:
  speed: [2, 3, 4, 5, 6, 7, 8, 9]
  spacing: [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.05]
`;
