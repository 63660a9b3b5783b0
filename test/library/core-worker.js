// Runs in a browser's worker: plans a job from its files, as a page of another project would.
import { parseInk, parseJob, parseProfile, parseVessel, plan, readStl } from 'bioweft/core';
import cartilage from 'bioweft/inks/alginate-i1g-4.json';
import bone from 'bioweft/inks/ama.json';
import printer from 'bioweft/printers/allevi-biobot1.json';
import vessel from 'bioweft/vessels/corning-24.json';

const library = { inks: { [bone.id]: bone, [cartilage.id]: cartilage }, vessels: { [vessel.id]: vessel } };

self.onmessage = async ({ data: { version, hashes, files } }) => {
  try {
    const job = parseJob(new TextDecoder().decode(files['job.yaml']), 'job.yaml');
    const inks = Object.fromEntries(
      Object.entries(job.inks).map(([key, { ink }]) => [key, parseInk(JSON.stringify(library.inks[ink]), ink)]),
    );
    const parts = job.parts.map(({ mesh, name = mesh, units }) => ({
      name,
      file: mesh,
      units,
      ...readStl(files[mesh], mesh),
      sha256: hashes[`mesh:${name}`],
    }));
    const planned = await plan({
      version,
      job,
      parts,
      profile: parseProfile(JSON.stringify(printer), 'printer'),
      vessel: parseVessel(JSON.stringify(library.vessels[job.vessel.plate]), 'vessel'),
      inks,
      hashes,
    });
    postMessage({ gcode: planned.gcode, refusedBy: planned.refusedBy });
  } catch (error) {
    postMessage({ error: String(error?.stack ?? error) });
  }
};
