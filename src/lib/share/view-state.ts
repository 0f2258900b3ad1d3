/** How one channel of a composited layer is shown. What is absent follows the metadata. */
export interface ChannelState {
  visible: boolean;
  /** A colormap by napari's name, or '#rrggbb' for black to that colour. */
  colormap?: string;
  /** Values shown as the first and the last colour. */
  contrast?: [number, number];
  gamma?: number;
}

/** How one layer is shown. What is absent follows the metadata. */
export interface LayerState {
  /** Derived from the order of the sources, so that it is stable over a reload. */
  id: string;
  visible: boolean;
  /** 0 to 1. */
  opacity: number;
  blending: string;
  /** A colormap by napari's name, or '#rrggbb' for black to that colour. */
  colormap?: string;
  /** Values shown as the first and the last colour. */
  contrast?: [number, number];
  gamma?: number;
  /** The finest level used, 0 being the finest there is. */
  level?: number | 'auto';
  /** How a volume is drawn in 3D; napari's names. */
  rendering?: string;
  /** The value at which `iso` sees a surface. */
  isoThreshold?: number;
  /** How fast `attenuated_mip` darkens with depth. */
  attenuation?: number;
  interpolation?: string;
  /** Of labels: width of their borders in screen pixels; 0 fills them. */
  contour?: number;
  /** Of labels: decimal, exact to 64 bits; '0' for none. */
  selectedLabel?: string;
  showSelectedOnly?: boolean;
  /** Of labels: another whole number shuffles their colours. */
  seed?: number;
  /** Of points: diameter in world units; absent: ten steps of the last axis. */
  size?: number;
  voxelCenters?: string;
  /** As the user called it; absent while it has the name of its metadata. */
  name?: string;
  /** Contrast and gamma go with those of all other layers of which this is true. */
  linkContrast?: boolean;
  /** What is shown of a thick slice; absent: the voxel at the slider ('none'). */
  projection?: string;
  /** In the order of the channel axis. */
  channels?: ChannelState[];
}

/** The free slice plane of the 3D view, by axis. */
export interface PlaneState {
  /** A world position that it goes through. */
  position: Record<string, number>;
  normal: Record<string, number>;
  /** Nothing but the plane is shown. */
  alone: boolean;
}

/** Two layers side by side at a divider. */
export interface SwipeState {
  /** Ids of layers. */
  left: string;
  right: string;
  /** Where the divider stands, 0 at the left edge of the picture and 1 at the right. */
  at: number;
}

/** What a source is opened as. 'auto' leaves it to the metadata. */
export type SourceKind = 'auto' | 'image' | 'labels' | 'points';
export const sourceKinds: readonly SourceKind[] = ['auto', 'image', 'labels', 'points'];

/** A line, an angle or a box that someone drew to measure. */
export interface MeasurementState {
  kind: 'distance' | 'angle' | 'box';
  /** Two or three axes, the one that ran across the screen last. */
  axes: string[];
  /** World positions in the order of `axes`: both ends, an angle's vertex between its ends, two opposite corners of a box. */
  points: number[][];
}

/** All that a link carries, as plain JSON. World units are the first layer's. */
export interface ViewState {
  /** Locations, bottom layer first. */
  sources: string[];
  /** What each source is opened as; absent, or shorter than `sources`: what its metadata say ('auto'). */
  sourceKinds?: SourceKind[];
  mode: '2d' | '3d';
  /** Displayed axes, the one that runs across the screen last. */
  axes: string[];
  /** World position of the view's centre on the displayed axes. */
  center: Record<string, number>;
  /** CSS pixels per world unit at the centre. */
  zoom: number;
  /** Quaternion xyzw; identity looks along +z with x right and y down. In 2D a turn about z. */
  rotation: [number, number, number, number];
  /** Vertical field of view in degrees; 0 is orthographic. */
  perspective: number;
  /** Level-0 index on each axis that is neither displayed nor composited as channels. */
  position: Record<string, number>;
  /** How far slices reach from the slider, [towards smaller, towards larger positions] in world units, by axis; absent when they are thin. */
  thickness?: Record<string, [number, number]>;
  /** World range that is shown in 3D, by axis; absent when nothing is cut away. */
  clip?: Record<string, [number, number]>;
  /** Absent without one. */
  plane?: PlaneState;
  /** Each visible layer in a cell of its own; absent when they lie on top of each other. */
  grid?: boolean;
  /** Absent when no layers are compared. */
  swipe?: SwipeState;
  /** Absent without any. */
  measurements?: MeasurementState[];
  layers: LayerState[];
}

/** Objects in part, arrays whole. */
export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [Name in keyof T]?: DeepPartial<T[Name]> }
    : T;

/** A change of the view: objects merge and arrays replace, except `layers`, which are matched by `id`. */
export type PartialViewState = Omit<
  DeepPartial<ViewState>,
  'layers' | 'center' | 'position' | 'clip' | 'plane' | 'swipe'
> & {
  center?: Record<string, number>;
  position?: Record<string, number>;
  /** Replaced as a whole; `{}` cuts nothing away. */
  clip?: Record<string, [number, number]>;
  /** Replaced as a whole; `null` takes it away. */
  plane?: PlaneState | null;
  /** Replaced as a whole; `null` ends the comparison. */
  swipe?: SwipeState | null;
  layers?: (Partial<LayerState> & Pick<LayerState, 'id'>)[];
};
