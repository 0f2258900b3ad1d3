/** How the levels of a layer are placed: see `placeInWorld`; 'declared' leaves it to the metadata. */
export type VoxelCentersChoice = 'inferred' | 'literal' | 'extent' | 'declared';
