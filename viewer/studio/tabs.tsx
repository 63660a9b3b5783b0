import type { Signal } from '@preact/signals';
import type { GivenLibrary } from '../../src/plan/given-files.ts';
import { ChartsTab } from './charts/charts-tab.tsx';
import type { FormContext } from './form/form-context.ts';
import { jobData } from './form/job-data.ts';
import { JobForm } from './form/job-form.tsx';
import type { StudioActions, StudioState, StudioTab } from './panel.tsx';
import { PlateTab } from './plate/plate-tab.tsx';

const titles: Readonly<Record<StudioTab, string>> = {
  form: 'Form',
  plate: 'Plate',
  charts: 'Trade-offs',
  text: 'Text',
};
const tabs = Object.keys(titles) as StudioTab[];

interface TabsProps {
  readonly state: StudioState;
  readonly actions: StudioActions;
  readonly library: GivenLibrary;
  readonly meshes: readonly string[];
  readonly theme: Signal<'dark' | 'light'>;
}

/** The job in four ways, all of one text: as a form, as a plate, by what flow allows, and as it is written. */
export function StudioTabs(props: TabsProps) {
  const { state } = props;
  const shown = state.tab.value;
  const choose = (tab: StudioTab) => {
    state.tab.value = tab;
    document.getElementById(`studio-tab-${tab}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(tabs[(tabs.indexOf(shown) + step + tabs.length) % tabs.length]);
  };
  return (
    <>
      <div role="tablist" aria-label="The job as" class="studio-tabs" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            type="button"
            role="tab"
            key={tab}
            id={`studio-tab-${tab}`}
            aria-selected={tab === shown}
            aria-controls={`studio-panel-${tab}`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => choose(tab)}
          >
            {titles[tab]}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          role="tabpanel"
          key={tab}
          id={`studio-panel-${tab}`}
          class="studio-panel"
          aria-labelledby={`studio-tab-${tab}`}
          hidden={tab !== shown}
        >
          {/* The editor stays in the page: its history is that of every change. */}
          {tab === 'text' ? <div id="editor" /> : tab === shown && <Panel tab={tab} {...props} />}
        </div>
      ))}
    </>
  );
}

function Panel({
  tab,
  state,
  actions,
  library,
  meshes,
  theme,
}: TabsProps & { readonly tab: Exclude<StudioTab, 'text'> }) {
  const data = jobData(state.text.value);
  if (data === null) {
    return (
      <div class="empty">
        <p>The text cannot be read as settings: the gates below say where.</p>
        <button type="button" class="button" onClick={() => (state.tab.value = 'text')}>
          Show the text
        </button>
      </div>
    );
  }
  const form: FormContext = {
    data,
    library,
    meshes,
    facts: state.facts.value,
    samples: state.samples.value,
    now: () => jobData(state.text.peek()),
    change: actions.change,
    ...(tab === 'plate' ? {} : { toPlate: () => (state.tab.value = 'plate') }),
  };
  switch (tab) {
    case 'form':
      return <JobForm form={form} />;
    case 'plate':
      return <PlateTab form={form} report={state.report.value} />;
    case 'charts':
      return <ChartsTab form={form} theme={theme.value} />;
    default:
      return tab satisfies never;
  }
}
