// Runs in a browser's worker: plans a job from its files, as a page of another project would.
import { createPlanner } from 'bioweft/core';
import cartilage from 'bioweft/inks/alginate-i1g-4.json';
import bone from 'bioweft/inks/ama.json';
import printer from 'bioweft/printers/allevi-biobot1.json';
import vessel from 'bioweft/vessels/corning-24.json';

const library = {
  printers: { [printer.id]: printer },
  inks: { [bone.id]: bone, [cartilage.id]: cartilage },
  vessels: { [vessel.id]: vessel },
};
const planner = createPlanner();

self.onmessage = async ({ data: { version, files } }) => {
  try {
    const job = { name: 'job.yaml', text: new TextDecoder().decode(files['job.yaml']) };
    const planned = await planner.plan(await planner.gather(job, files, library, { version, today: null }));
    postMessage({ gcode: planned.gcode, refusedBy: planned.refusedBy });
  } catch (error) {
    postMessage({ error: String(error?.stack ?? error) });
  }
};
