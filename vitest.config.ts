import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const browser = ['test/browser/**/*.test.ts'];
/** Tests that hold ports, processes or the clock. */
const live = ['cli', 'library', 'send', 'serve', 'structure'].map((folder) => `test/${folder}/**/*.test.ts`);

/** Pages and processes first: their files are the longest, and the short ones fill both cores to the end. */
class LiveFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ project }) => project.name !== 'pure'),
      ...sorted.filter(({ project }) => project.name === 'pure'),
    ];
  }
}

// Waits are for states: a limit only ends what hangs, on however busy a machine.
const times = { testTimeout: 120_000, hookTimeout: 120_000 };

// No file has a process of its own: the modules are loaded, and made fast by V8, once for the files of a project that a
// worker takes, which saves a third of the time. So a file ends what it began: servers, mocks, variables of the system.

// Vite's own config points its root at viewer/, which vitest would follow: so the tests have a config of their own.
export default defineConfig({
  test: {
    // Words are compared as a person reads them, whether or not the terminal or the CI machine asks for colours.
    env: { NO_COLOR: '1' },
    // Many tests wait, for a port or a browser: both cores are kept at work, and no more, since some of them time a print.
    maxWorkers: '100%',
    sequence: { sequencer: LiveFirst },
    projects: [
      {
        test: {
          name: 'browser',
          include: browser,
          globalSetup: 'test/browser/one-browser.ts',
          isolate: false,
          // A page on a busy machine: what is waited for comes, however late.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 90_000 } },
        },
      },
      { test: { name: 'live', include: live, isolate: false, ...times } },
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...browser, ...live],
          isolate: false,
          ...times,
        },
      },
    ],
  },
});
