import type { PatternSample } from '../../../src/laydown/sample-patterns.ts';
import { useForm } from './form-context.ts';
import type { InputProps } from './inputs.tsx';
import { textOf, wordsOf } from './setting-kind.ts';

/** Patterns by pictures of what they lay: the lowest layer, and under it in a quieter colour the next one. */
export function PatternField({ path, value, labelledBy, describedBy }: InputProps) {
  const { change, samples } = useForm();
  const now = textOf(value) || 'parallel';
  const name = path.join('.');
  return (
    <div class="patterns" role="radiogroup" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {samples.length === 0 && <p class="quiet">The pictures are being laid down.</p>}
      {samples.map((sample) => (
        <label key={sample.pattern} class="pattern" title={sample.description}>
          <PatternPicture sample={sample} />
          <span class="pattern-name">
            <input
              type="radio"
              name={name}
              value={sample.pattern}
              checked={sample.pattern === now}
              onChange={() => change([{ path, value: sample.pattern }])}
            />
            {wordsOf(sample.pattern)}
          </span>
        </label>
      ))}
    </div>
  );
}

function PatternPicture({ sample: { side, width, layers } }: { readonly sample: PatternSample }) {
  return (
    <svg viewBox={`0 0 ${side} ${side}`} aria-hidden="true" class="pattern-picture">
      {[...layers].reverse().map((strands, i) => (
        <path
          // Layers of a sample do not move.
          key={i}
          class={i === layers.length - 1 ? 'lowest' : 'next'}
          d={strands.map((points) => pathOf(points, side)).join('')}
          stroke-width={width}
        />
      ))}
    </svg>
  );
}

/** The strand as an SVG path; y points up in a well, down on a screen. */
function pathOf(points: Float32Array, side: number): string {
  let path = '';
  for (let i = 0; i < points.length; i += 2) {
    path += `${i === 0 ? 'M' : 'L'}${points[i].toFixed(2)} ${(side - points[i + 1]).toFixed(2)}`;
  }
  return path;
}
