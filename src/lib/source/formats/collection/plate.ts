import type { Plate, PlateWell } from '../../../core';
import { pathFault } from '../../stores/store-path';
import { asArray, asObject, badMetadata, property, shown, within } from '../documents/fields';
import type { JsonObject, Place } from '../documents/fields';
import { plainText } from '../documents/plain-text';

/** The largest plates that are made have 3456 wells. */
const maxWells = 20_000;
const maxLines = 2000;
const maxNameLength = 80;

/**
 * Reads the plate of a group, of version 0.1 to 0.5. Wells that lead elsewhere, have no place or one that is taken are left
 * out, with a warning.
 */
export function readPlate(value: unknown, format: 2 | 3, place: Place): Plate {
  const plate = asObject(value, place);
  const at = within(place, 'wells');
  const listed = asArray(plate['wells'], at, maxWells);
  const rows = lineNames(plate, 'rows', { listed, step: 0, place });
  const columns = lineNames(plate, 'columns', { listed, step: 1, place });
  const wells = new Map<number, PlateWell>();
  const left: unknown[] = [];
  for (const item of listed) {
    const well = readWell(item, rows, columns);
    const spot = well && well.row * columns.length + well.column;
    if (well === undefined || spot === undefined || wells.has(spot))
      left.push(property(item, 'path') ?? item);
    else wells.set(spot, well);
  }
  if (wells.size === 0) throw badMetadata(at, `lists no well that has a path and a place on the plate`);
  const name = plainName(plate['name']);
  return {
    kind: 'plate',
    format,
    ...(name !== '' && { name }),
    ...{ rows, columns, wells: [...wells.values()], acquisitions: acquisitionsOf(plate) },
    warnings: left.length === 0 ? [] : [leftOut(left, listed.length)],
  };
}

/** Names of the rows or the columns; where they are not listed, those that the paths of the wells say. */
function lineNames(
  plate: JsonObject,
  lines: 'rows' | 'columns',
  {
    listed,
    step,
    place,
  }: { readonly listed: readonly unknown[]; readonly step: 0 | 1; readonly place: Place },
): string[] {
  const at = within(place, lines);
  if (plate[lines] !== undefined) {
    const names = asArray(plate[lines], at, maxLines);
    return names.map((line, i) => plainName(property(line, 'name')) || String(i + 1));
  }
  const found = listed.map((well) => plainName(String(property(well, 'path')).split('/')[step]));
  const names = [...new Set(found)].filter((name) => name !== '');
  if (names.length > maxLines) throw badMetadata(at, `are ${names.length}, more than ${maxLines}`);
  return names.sort(byName);
}

function byName(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/** Its indices are those of version 0.4; before, its path says where it is. */
function readWell(item: unknown, rows: readonly string[], columns: readonly string[]): PlateWell | undefined {
  const path = property(item, 'path');
  if (typeof path !== 'string' || path === '' || pathFault(path) !== undefined) return undefined;
  const [rowName = '', columnName = ''] = path.split('/');
  const row = lineIndex(property(item, 'rowIndex'), rowName, rows);
  const column = lineIndex(property(item, 'columnIndex'), columnName, columns);
  return row === undefined || column === undefined ? undefined : { path, row, column };
}

function lineIndex(declared: unknown, name: string, names: readonly string[]): number | undefined {
  const index = declared === undefined ? names.indexOf(name) : declared;
  const isThere = typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < names.length;
  return isThere ? index : undefined;
}

function acquisitionsOf(plate: JsonObject): Plate['acquisitions'] {
  const list = plate['acquisitions'];
  const seen = new Set<number>();
  return (Array.isArray(list) ? (list.slice(0, maxLines) as unknown[]) : []).flatMap((item) => {
    const id = property(item, 'id');
    if (typeof id !== 'number' || !Number.isInteger(id) || seen.has(id)) return [];
    seen.add(id);
    const name = plainName(property(item, 'name'));
    return [{ id, ...(name !== '' && { name }) }];
  });
}

/** What can be shown of a name that a document gives. */
export function plainName(value: unknown): string {
  const isName = typeof value === 'string' || typeof value === 'number';
  return isName ? plainText(String(value), maxNameLength).trim() : '';
}

/** A warning of entries that cannot be used. */
export function leftOut(left: readonly unknown[], count: number): string {
  return `${left.length} of ${count} entries were left out, since they lead elsewhere or have no place of their own, such as ${shown(left[0])}.`;
}
