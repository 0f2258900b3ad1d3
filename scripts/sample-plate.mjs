/** Objects of a Zarr hierarchy by path. @typedef {Map<string, string | Uint8Array>} Objects */

const SIZE = 64;

/** Cells of a well: how many, and how large, goes with its row and its column. @param {number} row @param {number} column @returns {Uint8Array} */
function cells(row, column) {
  const pixels = new Uint8Array(SIZE * SIZE).fill(12);
  const count = 6 + 5 * column;
  const radius = 3 + row;
  for (let cell = 0; cell < count; cell++) {
    const [top, left] = [7, 13].map((step) => (cell * step * 31 + row * 17 + column * 29) % SIZE);
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++) {
        const at = ((top + y + SIZE) % SIZE) * SIZE + ((left + x + SIZE) % SIZE);
        const light = 200 * (1 - Math.hypot(y, x) / (radius + 0.5));
        pixels[at] = Math.max(pixels[at] ?? 0, light);
      }
  }
  return pixels;
}

/** @param {object} attributes */
const group = (attributes) => JSON.stringify({ zarr_format: 3, node_type: 'group', attributes });

const array = JSON.stringify({
  zarr_format: 3,
  node_type: 'array',
  shape: [SIZE, SIZE],
  data_type: 'uint8',
  chunk_grid: { name: 'regular', configuration: { chunk_shape: [SIZE, SIZE] } },
  chunk_key_encoding: { name: 'default' },
  codecs: [{ name: 'bytes' }],
  fill_value: 0,
  dimension_names: ['y', 'x'],
});

/** @param {string} name */
function image(name) {
  const axes = ['y', 'x'].map((axis) => ({ name: axis, type: 'space', unit: 'micrometer' }));
  const transformations = [{ type: 'scale', scale: [0.65, 0.65] }];
  const datasets = [{ path: '0', coordinateTransformations: transformations }];
  return group({ ome: { version: '0.5', multiscales: [{ name, axes, datasets }] } });
}

/** A plate of 4 × 6 wells with a field each, as OME-Zarr 0.5, for pictures of how plates are shown. @returns {Objects} */
export function samplePlate() {
  const [rows, columns] = [
    ['A', 'B', 'C', 'D'],
    ['1', '2', '3', '4', '5', '6'],
  ];
  /** @type {Objects} */
  const objects = new Map();
  const wells = rows.flatMap((row, rowIndex) =>
    columns.map((column, columnIndex) => ({ path: `${row}/${column}`, rowIndex, columnIndex })),
  );
  const named = (/** @type {string[]} */ names) => names.map((name) => ({ name }));
  const plate = { name: 'Dose response', rows: named(rows), columns: named(columns), wells, field_count: 1 };
  objects.set('zarr.json', group({ ome: { version: '0.5', plate } }));
  for (const { path, rowIndex, columnIndex } of wells) {
    const well = { images: [{ path: '0' }] };
    objects.set(`${path}/zarr.json`, group({ ome: { version: '0.5', well } }));
    objects.set(`${path}/0/zarr.json`, image(path.replace('/', '')));
    objects.set(`${path}/0/0/zarr.json`, array);
    objects.set(`${path}/0/0/c/0/0`, cells(rowIndex, columnIndex));
  }
  return objects;
}
