import { csvText } from '../../core';
import type { MeasurementState } from '../../share';
import { commonUnit, unitSymbol, type MeasuredAxis, type Quantity } from '../../view';

const quantityNames = ['length', 'angle', 'width', 'height', 'depth', 'area', 'volume'];

export interface MeasuredRow {
  readonly measurement: MeasurementState;
  readonly quantities: readonly Quantity[];
  /** In the order of the measurement's axes. */
  readonly axes: readonly MeasuredAxis[];
}

/**
 * Writes measurements as CSV for a spreadsheet: one row each with all digits, lengths in `unit` and areas and volumes in
 * its powers, angles in degrees, and the points in world coordinates as `axis=value` pairs.
 */
export function measurementsCsv(rows: readonly MeasuredRow[]): string {
  const header = ['number', 'kind', ...quantityNames, 'unit', 'points'];
  const lines = rows.map(({ measurement, quantities, axes }, at) => {
    const values = quantityNames.map((name) => quantities.find((one) => one.name === name)?.value ?? '');
    const unit = commonUnit(axes)?.unit;
    const points = measurement.points.map((point) =>
      axes.map(({ axis }, part) => `${axis}=${String(point[part] ?? '')}`).join(' '),
    );
    return [at + 1, measurement.kind, ...values, unit ? unitSymbol(unit) : '', points.join('; ')];
  });
  return csvText([header, ...lines]);
}
