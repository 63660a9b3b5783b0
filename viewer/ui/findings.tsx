import { whereWords } from '../../src/finding/where-words.ts';
import { strandOfFinding } from '../data/find/find-strand.ts';
import type { App } from '../state/app.ts';
import { selectStrand, setLayers } from '../state/moves.ts';
import { Icon } from './parts/icons.tsx';

export const severityWords = { refuse: 'Refused', warn: 'Warning', note: 'Note' } as const;

/** What the gates and the reader had to say; a finding with a place leads to it. */
export function Findings({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  if (!print) return null;
  const findings = store.report.value?.findings ?? [];
  const fits = store.reportFits.value;
  if (fits && findings.length + print.remarks.length === 0) return <p class="empty">No findings.</p>;
  return (
    <ul class="findings" data-scrolls tabIndex={0} aria-label="Findings">
      {!fits && (
        <li class="warn">
          <Icon name="warn" />
          <div>
            <strong>Warning</strong>
            <p>The report was made for another G-code file than the one shown: its findings may not hold here.</p>
            <p class="quiet">Plan again, or open the report that belongs to this file.</p>
          </div>
        </li>
      )}
      {findings.map((finding, i) => {
        const strand = strandOfFinding(print, finding);
        const layer = finding.where.layer;
        const placed = fits && (strand >= 0 || (layer !== undefined && layer < print.layers.length));
        const go = () => {
          // The layers above would bury it.
          setLayers(app, 0, strand >= 0 ? print.strands.layer[strand] : (layer ?? 0));
          if (strand >= 0) selectStrand(app, strand, true);
        };
        return (
          <li key={i} class={finding.severity}>
            <Icon name={finding.severity} />
            <div>
              <strong>
                {severityWords[finding.severity]} <span class="quiet">{finding.gate}</span>
              </strong>
              <p>{finding.what}</p>
              {finding.fix && <p class="quiet">{finding.fix}</p>}
              {placed && (
                <button type="button" class="link" data-finding={i} onClick={go}>
                  {whereWords(finding.where)}
                </button>
              )}
            </div>
          </li>
        );
      })}
      {print.remarks.map((remark, i) => (
        <li key={`remark-${i}`} class={remark.severity}>
          <Icon name={remark.severity} />
          <div>
            <strong>
              {severityWords[remark.severity]} <span class="quiet">reader</span>
            </strong>
            <p>{remark.what}</p>
            {remark.fix && <p class="quiet">{remark.fix}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
