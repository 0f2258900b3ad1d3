/** Symbols of the units that OME-NGFF names. */
const symbols: Readonly<Record<string, string>> = {
  angstrom: 'Å',
  picometer: 'pm',
  nanometer: 'nm',
  micrometer: 'µm',
  micron: 'µm',
  millimeter: 'mm',
  centimeter: 'cm',
  meter: 'm',
  kilometer: 'km',
  inch: 'in',
  foot: 'ft',
  pixel: 'px',
  nanosecond: 'ns',
  microsecond: 'µs',
  millisecond: 'ms',
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'd',
};

/** Returns the symbol of a unit; a unit without one, or what is a symbol already, as it is. */
export function unitSymbol(unit: string): string {
  return Object.hasOwn(symbols, unit) ? (symbols[unit] ?? unit) : unit;
}
