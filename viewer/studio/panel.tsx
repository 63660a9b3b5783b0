import type { Signal } from '@preact/signals';
import type { PatternSample, PlanFacts } from '../../src/core.ts';
import { byGravity, type Finding, type JobChange } from '../../src/finding/finding.ts';
import type { Report } from '../../src/record/report.ts';
import { severityWords } from '../ui/findings.tsx';
import type { Changes } from './form/job-data.ts';
import type { PlanFault } from './messages.ts';

export type StudioTab = 'form' | 'plate' | 'charts' | 'text';

/** What the studio shows beside the text and the picture. */
export interface StudioState {
  readonly name: string;
  readonly folder: string;
  /** Whether a server keeps the job; without one it is only downloaded. */
  readonly served: boolean;
  /** The job as it is written. */
  readonly text: Signal<string>;
  readonly tab: Signal<StudioTab>;
  /** Of the last plan; null before the first. */
  readonly facts: Signal<PlanFacts | null>;
  readonly report: Signal<Report | null>;
  readonly samples: Signal<readonly PatternSample[]>;
  readonly status: Signal<string>;
  readonly kind: Signal<'planning' | 'draft' | 'proven' | 'refused' | 'failed'>;
  readonly findings: Signal<readonly Finding[]>;
  readonly fault: Signal<PlanFault | null>;
  readonly unsaved: Signal<boolean>;
  readonly canUndo: Signal<boolean>;
  readonly canRedo: Signal<boolean>;
  /** What was said of the last Save, Write or copy. */
  readonly said: Signal<string>;
  /** Whether a plan is kept beside those that follow. */
  readonly pinned: Signal<boolean>;
  /** The file changed on the disk: whose text is it to be? */
  readonly asked: Signal<boolean>;
  /** Meshes that a Save copies into the folder, once that is allowed. */
  readonly copies: Signal<readonly string[]>;
  /** Row of the part that is placed in the picture, and whether a drag there moves it. */
  readonly chosen: Signal<number>;
  readonly dragging: Signal<boolean>;
  /** It is another than the one that was read or saved here. */
  readonly changed: Signal<boolean>;
}

export interface StudioActions {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: (evenIfChanged: boolean) => void;
  readonly takeTheirs: () => void;
  /** Copies what was dropped in, and saves; or (false) does neither. */
  readonly copyAndSave: (yes: boolean) => void;
  /** Takes the text on the disk. */
  readonly readAnew: () => void;
  readonly write: () => void;
  /** Gives the G-code of the plan that is proven to the browser. */
  readonly download: () => void;
  readonly copyCommand: () => void;
  readonly pin: () => void;
  readonly apply: (change: JobChange) => void;
  /** Writes settings into the text. */
  readonly change: (changes: Changes) => void;
}

interface PanelProps {
  readonly state: StudioState;
  readonly actions: StudioActions;
}

export function StudioBar({ state, actions }: PanelProps) {
  return (
    <header class="studio-bar">
      <h1 title={state.folder}>
        {state.name}
        {state.unsaved.value && <span class="quiet"> (not saved)</span>}
      </h1>
      <div class="studio-buttons">
        <button type="button" class="button" disabled={!state.canUndo.value} onClick={actions.undo}>
          Undo
        </button>
        <button type="button" class="button" disabled={!state.canRedo.value} onClick={actions.redo}>
          Redo
        </button>
        <button type="button" class="button" onClick={() => actions.save(false)}>
          {state.served ? 'Save' : 'Download job'}
        </button>
        {state.served && (
          <button type="button" class="button" disabled={state.kind.value !== 'proven'} onClick={actions.write}>
            Write G-code
          </button>
        )}
        <button type="button" class="button" disabled={state.kind.value !== 'proven'} onClick={actions.download}>
          Download G-code
        </button>
        <button
          type="button"
          class="button"
          disabled={!state.pinned.value && !['draft', 'proven'].includes(state.kind.value)}
          onClick={actions.pin}
        >
          {state.pinned.value ? 'Unpin' : 'Pin this plan'}
        </button>
        <button type="button" class="button" onClick={actions.copyCommand}>
          Copy command
        </button>
      </div>
      {state.changed.value && !state.asked.value && (
        <div role="status" class="studio-ask">
          <p>{`${state.name} changed on the disk since it was read; Save asks whose text is to stay.`}</p>
          <button type="button" class="button" onClick={actions.readAnew}>
            Read it again
          </button>
        </div>
      )}
      {state.copies.value.length > 0 && (
        <div role="alertdialog" aria-label="Copy meshes into the folder" class="studio-ask">
          <p>{`To save the job, ${state.copies.value.join(', ')} is copied into ${state.folder}.`}</p>
          <button type="button" class="button" onClick={() => actions.copyAndSave(true)}>
            Copy and save
          </button>
          <button type="button" class="button" onClick={() => actions.copyAndSave(false)}>
            Do not save
          </button>
        </div>
      )}
      {state.asked.value && (
        <div role="alertdialog" aria-label="The job changed on the disk" class="studio-ask">
          <p>{`${state.name} changed on the disk since it was read.`}</p>
          <button type="button" class="button" onClick={() => actions.save(true)}>
            Replace it with this text
          </button>
          <button type="button" class="button" onClick={actions.takeTheirs}>
            Take the text on the disk
          </button>
        </div>
      )}
    </header>
  );
}

export function GatePanel({ state, actions }: PanelProps) {
  const fault = state.fault.value;
  const findings = [...state.findings.value].sort(byGravity);
  return (
    // It scrolls, and has to be scrolled by keyboard too.
    <section class="studio-gates" aria-label="Gates" data-kind={state.kind.value} tabIndex={0}>
      <p role="status" class="studio-status">
        {state.status.value}
      </p>
      {state.said.value !== '' && <p class="studio-said">{state.said.value}</p>}
      {/* Shown by the style while a plan is on its way, at once: this panel itself is drawn behind the picture. */}
      {(fault !== null || findings.length > 0) && (
        <p class="studio-before">Of the plan before; the next one is on its way:</p>
      )}
      {fault !== null && (
        <article class="finding refuse">
          <p>{fault.what}</p>
          {fault.fix !== '' && <p class="quiet">{fault.fix}</p>}
        </article>
      )}
      {fault === null &&
        findings.map((finding) => (
          <article key={`${finding.code} ${finding.what}`} class={`finding ${finding.severity}`}>
            <h2>{`${severityWords[finding.severity]}: ${finding.gate}`}</h2>
            <p>{finding.what}</p>
            {finding.fix !== undefined && <p class="quiet">{finding.fix}</p>}
            {(finding.changes ?? []).map((change) => (
              <button type="button" class="button fix" key={change.what} onClick={() => actions.apply(change)}>
                {change.what}
              </button>
            ))}
          </article>
        ))}
    </section>
  );
}
