import { useMemo, useState } from 'preact/hooks';
import type { PlanFacts } from '../../../src/core.ts';
import type { FormContext } from '../form/form-context.ts';
import { at, type Changes, keysOf } from '../form/job-data.ts';
import { Chart, type ChartData, short } from './chart.tsx';

type TradeOff = PlanFacts['tradeOffs'][number];
type TradePoint = TradeOff['now'];
type Against = 'speed' | 'needle';

/** What speed and needle cost: pressure, shear, survival and time, with the limits of the gates. */
export function ChartsTab({ form, theme }: { readonly form: FormContext; readonly theme: 'dark' | 'light' }) {
  const { facts, data, change } = form;
  const [ink, setInk] = useState('');
  const [against, setAgainst] = useState<Against>('speed');
  const found = facts?.tradeOffs.find((each) => each.ink === ink) ?? facts?.tradeOffs[0];
  const charts = useMemo(() => (found === undefined ? [] : chartsOf(found, against)), [found, against]);
  if (facts === null) return <p class="empty">The charts come with the first plan.</p>;
  if (found === undefined)
    return <p class="empty">No ink of this job has a known flow law: there is nothing to draw.</p>;
  const points = against === 'speed' ? found.speeds : found.needles;
  const choose = (x: number) => {
    change(against === 'speed' ? speedChanges(data, found.ink, x) : needleChanges(data, found, nearest(points, x)));
  };
  const radios: readonly [Against, string][] = [
    ['speed', 'Against speed'],
    ['needle', 'Against needle'],
  ];
  return (
    <div class="charts">
      <div class="charts-choice">
        <label htmlFor="charts-ink">
          Ink{' '}
          <select id="charts-ink" value={found.ink} onChange={({ currentTarget }) => setInk(currentTarget.value)}>
            {facts.tradeOffs.map((each) => (
              <option key={each.ink} value={each.ink}>
                {each.ink}
              </option>
            ))}
          </select>
        </label>
        <div class="choice" role="group" aria-label="Charts">
          {radios.map(([value, label]) => (
            <button
              type="button"
              class="button"
              key={value}
              aria-pressed={value === against}
              onClick={() => setAgainst(value)}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      <p class="quiet">
        {`${found.needle} at ${short(found.now.speed)} mm/s is the present point; a click chooses another. The hardest strand of this ink counts.`}
      </p>
      <div class="chart-grid">
        {charts.map((chart) => (
          <Chart key={chart.title} data={chart} theme={theme} onChoose={choose} />
        ))}
      </div>
      {against === 'needle' && found.needles.some(({ seconds }) => seconds === null) && (
        <p class="quiet">
          The width of this ink follows its needle: another one lays other strands, and its time comes with its plan.
        </p>
      )}
      <details>
        <summary>The same in numbers</summary>
        <PointTable points={points} now={found.now} against={against} choose={choose} />
      </details>
    </div>
  );
}

function PointTable({ points, now, against, choose }: TableProps) {
  return (
    <div class="table" data-scrolls role="region" aria-label="Trade-offs in numbers">
      <table>
        <thead>
          <tr>
            <th scope="col">{against === 'speed' ? 'mm/s' : 'Needle'}</th>
            <th scope="col">kPa</th>
            <th scope="col">Wall shear, Pa</th>
            <th scope="col">Survival, %</th>
            <th scope="col">Time, min</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={`${point.speed} ${point.inner}`} class={isNow(point, now) ? 'chosen' : ''}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  aria-current={isNow(point, now)}
                  onClick={() => choose(against === 'speed' ? point.speed : point.inner)}
                >
                  {against === 'speed'
                    ? short(point.speed)
                    : `${point.gauge === null ? '' : `${point.gauge}G, `}${point.inner} mm`}
                </button>
              </th>
              <td>{short(point.pressureKpa)}</td>
              <td>{short(point.wallShearPa)}</td>
              <td>{point.viability === null ? '-' : (100 * point.viability).toFixed(1)}</td>
              <td>{point.seconds === null ? '-' : (point.seconds / 60).toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TableProps {
  readonly points: readonly TradePoint[];
  readonly now: TradePoint;
  readonly against: Against;
  readonly choose: (x: number) => void;
}

const isNow = (point: TradePoint, now: TradePoint): boolean => point.speed === now.speed && point.inner === now.inner;

function chartsOf({ speeds, needles, now, limits }: TradeOff, against: Against): ChartData[] {
  const points = against === 'speed' ? speeds : needles;
  const xOf = (point: TradePoint) => (against === 'speed' ? point.speed : point.inner);
  const common = { x: points.map(xOf), xTitle: against === 'speed' ? 'speed, mm/s' : 'inner diameter, mm' };
  const chart = (
    title: string,
    unit: string,
    of: (point: TradePoint) => number | null,
    limit: ChartData['limits'],
  ): ChartData => ({
    ...common,
    title,
    unit,
    y: points.map(of),
    limits: limit,
    now: { x: xOf(now), y: of(now) },
  });
  const pressures = limits.pressureKpa;
  const high = pressures === null ? [] : [{ y: pressures.high, words: 'limit', refuses: 'above' as const }];
  const low =
    pressures === null || pressures.low <= 0 ? [] : [{ y: pressures.low, words: 'least', refuses: 'below' as const }];
  const pressure: ChartData = {
    ...chart('Pressure', 'kPa', ({ pressureKpa }) => pressureKpa, [...high, ...low]),
    band: { low: points.map(({ bandKpa }) => bandKpa[0]), high: points.map(({ bandKpa }) => bandKpa[1]) },
  };
  const survival = chart(
    'Survival after the needle',
    '%',
    ({ viability }) => (viability === null ? null : 100 * viability),
    limits.viability === null ? [] : [{ y: 100 * limits.viability, words: 'limit', refuses: 'below' }],
  );
  const time = chart(
    'Time of the print',
    'min',
    ({ seconds }) => (seconds === null ? null : seconds / 60),
    limits.seconds === null ? [] : [{ y: limits.seconds / 60, words: 'limit', refuses: 'above' }],
  );
  const shear = chart('Wall shear stress', 'Pa', ({ wallShearPa }) => wallShearPa, []);
  return [pressure, shear, survival, time].filter(({ y }) => y.filter((value) => value !== null).length > 1);
}

const nearest = (points: readonly TradePoint[], inner: number): TradePoint =>
  points.reduce((a, b) => (Math.abs(b.inner - inner) < Math.abs(a.inner - inner) ? b : a));

/** The speed where the job gives that of this ink: its own, else that of a job of one ink. */
function speedChanges(data: FormContext['data'], ink: string, speed: number): Changes {
  const own = at(data, ['inks', ink, 'speed']) !== undefined || keysOf(data, ['inks']).length > 1;
  const value = Number(speed.toPrecision(2));
  return value > 0 ? [{ path: own ? ['inks', ink, 'speed'] : ['speed'], value }] : [];
}

/** By its gauge, in place of an inner diameter of its own. */
function needleChanges(data: FormContext['data'], { ink, now }: TradeOff, { gauge, inner }: TradePoint): Changes {
  const nozzle = ['inks', ink, 'nozzle'];
  if (inner === now.inner || gauge === null) return [];
  const own = at(data, [...nozzle, 'inner']) !== undefined;
  return [
    { path: [...nozzle, 'gauge'], value: gauge },
    ...(own ? [{ path: [...nozzle, 'inner'], value: undefined }] : []),
  ];
}
