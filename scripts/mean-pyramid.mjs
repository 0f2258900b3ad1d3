/**
 * A volume in C order.
 * @typedef {{ data: Float32Array, shape: [number, number, number] }} Volume
 */

/**
 * Returns the volume at half the resolution, sizes rounded up: each voxel is the mean of the up to eight it covers.
 * @param {Volume} volume
 * @returns {Volume}
 */
export function halve({ data, shape }) {
  const half = /** @type {[number, number, number]} */ (shape.map((size) => Math.ceil(size / 2)));
  const result = new Float32Array(half[0] * half[1] * half[2]);
  let target = 0;
  for (let z = 0; z < half[0]; z++) {
    for (let y = 0; y < half[1]; y++) {
      for (let x = 0; x < half[2]; x++)
        result[target++] = meanOfEight({ data, shape }, [2 * z, 2 * y, 2 * x]);
    }
  }
  return { data: result, shape: half };
}

function meanOfEight({ data, shape }, [z, y, x]) {
  let sum = 0;
  let count = 0;
  for (let corner = 0; corner < 8; corner++) {
    const at = [z + (corner >> 2), y + ((corner >> 1) & 1), x + (corner & 1)];
    if (at.some((index, axis) => index >= shape[axis])) continue;
    sum += data[(at[0] * shape[1] + at[1]) * shape[2] + at[2]];
    count++;
  }
  return sum / count;
}

/**
 * The OME-NGFF transformations of a level of such a pyramid: a voxel that is F voxels of level 0 wide is centred
 * (F − 1)/2 voxels of level 0 after the first.
 * @param {number} level
 * @param {number} voxelSize of level 0, in world units
 */
export function levelPlacement(level, voxelSize) {
  const factor = 2 ** level;
  return [
    { type: 'scale', scale: [0, 1, 2].map(() => factor * voxelSize) },
    { type: 'translation', translation: [0, 1, 2].map(() => ((factor - 1) / 2) * voxelSize) },
  ];
}
