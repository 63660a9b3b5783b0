import { stressAt, yieldStress } from './flow/rheology.ts';
import type { Rheology } from './laws/flow-laws.ts';

const gravity = 9.80665;

/** Cells sink at this speed in m/s (Stokes): 2 (rho_c - rho_f) g a² / (9 eta); diameter in µm, densities in kg/m³. */
export function settlingSpeed(cellDensity: number, inkDensity: number, diameterUm: number, eta: number): number {
  const radius = diameterUm / 2e6;
  return (2 * (cellDensity - inkDensity) * gravity * radius ** 2) / (9 * eta);
}

/**
 * Yield stress in Pa that holds a cell in place: 0.048 (rho_c - rho_f) g d. The constant (Beris) was not read in a
 * source; the order of 1e-4 Pa means that any yield-stress ink holds cells.
 */
export function holdingYieldStress(cellDensity: number, inkDensity: number, diameterUm: number): number {
  return 0.048 * (cellDensity - inkDensity) * gravity * (diameterUm / 1e6);
}

/** Density of a typical cell in kg/m³, as in the vectors of the reference; the user's cells may differ. */
const typicalCellDensity = 1050;

/**
 * Depth in mm at the top of a cartridge that is clear of cells after `seconds`; 0 where the ink holds them. Viscosity
 * is that at 0.001 1/s, close to rest.
 */
export function clearZone(law: Rheology, inkDensity: number, diameterUm: number, seconds: number): number {
  if (typicalCellDensity <= inkDensity) return 0;
  if (yieldStress(law) >= holdingYieldStress(typicalCellDensity, inkDensity, diameterUm)) return 0;
  const nearRest = 1e-3;
  const eta = stressAt(law, nearRest) / nearRest;
  return settlingSpeed(typicalCellDensity, inkDensity, diameterUm, eta) * seconds * 1e3;
}
