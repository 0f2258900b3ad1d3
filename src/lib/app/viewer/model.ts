import type { AppError, Dataset } from '../../core';
import type { LimitReason } from '../../view';
import type { DimensionsViewer } from '../dimensions/dimensions-model';
import type { Debugging } from '../debugging/debugging-model';
import type { Doctors } from '../doctors/doctors-model';
import type { LibraryViewer } from '../library/library-model';
import type { CollectionViewer } from '../collection/collection-model';
import type { LocalViewer } from '../local/local-model';
import type { ArrangeViewer } from './arrange-model';
import type { ProjectionMode } from '../projection/projection-mode';
import type { VoxelCentersChoice } from '../scene/layers/voxel-centers';
import type { BlankReason } from '../scene/layers/blank-reason';
import type { CameraViewer } from './camera-model';
import type { ChannelsViewer } from './channels-model';
import type { ExportViewer } from '../export/export-model';
import type { FirstRunViewer } from '../first-run/first-run-model';
import type { HierarchyViewer } from '../hierarchy/hierarchy-model';
import type { HistoryViewer } from './history-model';
import type { MeasureViewer } from './measure-model';
import type { Workbench } from '../debugging/workbench-model';
import type { MemoryViewer } from '../memory/memory-model';
import type { PlaceViewer } from './place-model';
import type { PreferencesViewer } from './preferences-model';
import type { ShareViewer } from '../share/share-model';
import type { ReadoutModel, WorldTextModel } from './readout-model';
import type { UserTestEntry } from '../usertest/user-test-model';
import type { SpaceViewer } from './space-model';

export type { ReadoutModel, WorldTextModel };

/** Ways to combine a layer with what lies below it; napari's names. */
export type Blending =
  'translucent' | 'translucent_no_depth' | 'additive' | 'opaque' | 'minimum' | 'multiplicative';
export const blendings: readonly Blending[] = [
  'translucent',
  'translucent_no_depth',
  'additive',
  'opaque',
  'minimum',
  'multiplicative',
];

export type Interpolation = 'nearest' | 'linear';

/** Ways to see a volume; napari's names. */
export type Rendering =
  'mip' | 'minip' | 'attenuated_mip' | 'average' | 'additive' | 'translucent' | 'iso' | 'iso_categorical';
/** Those of images. */
export const renderings: readonly Rendering[] = [
  'mip',
  'minip',
  'attenuated_mip',
  'average',
  'additive',
  'translucent',
  'iso',
];
/** Those of labels. */
export const labelRenderings: readonly Rendering[] = ['iso_categorical', 'translucent'];

/** How labels are shown, besides what all layers have. */
export interface LabelsLook {
  /** Width of what is drawn along the border of each label, in screen pixels; 0 fills them. */
  readonly contour: number;
  /** Decimal, exact to 64 bits; '0', the background, when none is selected. */
  readonly selectedLabel: string;
  readonly showSelectedOnly: boolean;
  /** Whole, 0–2³² − 1: another one gives other colours to all labels that metadata gives none. */
  readonly seed: number;
}

export interface LabelsModel extends LabelsLook {
  /** '#rrggbb'; absent when none is selected. */
  readonly selectedColor?: string;
  /** '#rrggbb' of a few labels. */
  readonly swatch: readonly string[];
}

export interface ChannelModel {
  /** Index on the channel axis. */
  readonly index: number;
  readonly name: string;
  readonly visible: boolean;
  /** A napari colormap name, or '#rrggbb' for black to that colour. */
  readonly colormap: string;
  readonly gamma: number;
  /** Values shown as the colormap's first and last colour. Absent until enough has loaded to choose one. */
  readonly contrast?: readonly [number, number];
  /** Ends of the contrast slider. */
  readonly contrastRange: readonly [number, number];
}

export interface LayerModel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'image' | 'labels' | 'points';
  readonly dataset: Dataset;
  /** How the user has its levels placed; 'declared' leaves it to the metadata. */
  readonly voxelCenters: VoxelCentersChoice;
  readonly visible: boolean;
  /** 0–1. */
  readonly opacity: number;
  readonly blending: Blending;
  readonly interpolation: Interpolation;
  /** Finest level to use, or 'auto'. */
  readonly level: number | 'auto';
  readonly rendering: Rendering;
  /** The value at which `iso` sees a surface; absent: the middle of the contrast window. */
  readonly isoThreshold?: number;
  /** How fast `attenuated_mip` darkens with depth. */
  readonly attenuation: number;
  /** Of points: diameter in world units. */
  readonly size?: number;
  /** Present when it shows points: how many there are, how many are in what is drawn, and in which colour ('#rrggbb'). */
  readonly points?: { readonly count: number; readonly drawn: number; readonly color: string };
  /** Contrast and gamma go with those of all other layers of which this is true. */
  readonly linkContrast: boolean;
  /** Its tiles or bricks are outlined, whether or not those of all layers are. Not part of a link. */
  readonly outlines: boolean;
  /** What it shows of a slice that is thick; labels have no 'sum' and 'mean'. */
  readonly projection: ProjectionMode;
  readonly channels: readonly ChannelModel[];
  /** Present when it shows labels. */
  readonly labels?: LabelsModel;
  /** The level that matches the screen now. */
  readonly targetLevel: number;
  /** The coarsest level on the screen, while it is not yet all of `targetLevel`; absent while there is nothing. */
  readonly shownLevel?: number;
  /** Why it shows nothing; absent when it shows something, or may yet. */
  readonly blank?: BlankReason;
  /** Chunks of the current view: here, and wanted in all. Those that failed are wanted no more. */
  readonly loaded: number;
  readonly wanted: number;
  /** Chunks of its data that are shown as empty since their server refused them (403); absent where there are none. */
  readonly refused?: number;
  readonly limitedBy?: LimitReason;
}

export interface StatusModel {
  /** World position under the pointer on the displayed axes, horizontal first; absent when the pointer is elsewhere. */
  readonly world?: readonly WorldTextModel[];
  readonly readout: readonly ReadoutModel[];
  /** Chunks of the current view over all layers. */
  readonly loaded: number;
  readonly wanted: number;
  /** Chunks that failed, but for those that are only not on this device. */
  readonly failed: number;
  /** Chunks of the layers that are shown which count as absent since their server refused them (403). */
  readonly refused: number;
  /** Words for the keys and buttons that work now, such as 'Shift-wheel steps z'. */
  readonly hint: string;
}

export interface ScaleBarModel {
  /** Length in CSS pixels, 80–150. */
  readonly lengthPx: number;
  /** Such as '100 µm', or '200' without a unit. */
  readonly label: string;
}

/** A failure to tell the user about, with the location it belongs to when there is one. */
export interface NoticeModel {
  readonly id: number;
  readonly error: AppError;
  readonly location?: string;
}

/** A sample on the first-run page. */
export interface SampleModel {
  readonly location: string;
  readonly title: string;
  readonly description: string;
  /** Such as '18 PB'. */
  readonly size: string;
  /** Path of a picture under the site's root. */
  readonly thumbnail: string;
  /** Licence and citation, when others made the data. */
  readonly credit?: string;
}

export interface MemoryTierModel {
  readonly bytes: number;
  readonly maxBytes: number;
}

/**
 * What the user interface sees and does. Properties are reactive (runes); commands return at once unless they say so.
 */
export interface Viewer {
  readonly camera: CameraViewer;
  readonly space: SpaceViewer;
  readonly channels: ChannelsViewer;
  readonly library: LibraryViewer;
  readonly collection: CollectionViewer;
  readonly local: LocalViewer;
  readonly arrange: ArrangeViewer;
  readonly dims: DimensionsViewer;
  readonly history: HistoryViewer;
  readonly exports: ExportViewer;
  readonly measure: MeasureViewer;
  readonly place: PlaceViewer;
  readonly preferences: PreferencesViewer;
  readonly firstRun: FirstRunViewer;
  readonly share: ShareViewer;
  readonly userTest: UserTestEntry;
  /** Loads what finds out what is wrong with locations and levels, and lets the page into servers. */
  doctors(): Promise<Doctors>;
  /** Loads what looks into how the picture is made. */
  workbench(): Promise<Workbench>;
  /** What shows how pictures are made; fetched when it is first asked for. */
  debugging(): Promise<Debugging>;
  readonly layers: readonly LayerModel[];
  readonly status: StatusModel;
  readonly scaleBar: ScaleBarModel | undefined;
  readonly notices: readonly NoticeModel[];
  readonly samples: readonly SampleModel[];
  /** World position at the middle of the picture on the displayed axes, horizontal first. */
  readonly center: readonly WorldTextModel[];
  readonly memory: MemoryViewer;
  /** A location is being opened. */
  readonly opening: boolean;
  /** A location that waits for a click since it points into a private network. */
  readonly pendingLocation: string | undefined;
  /** Why no picture can be drawn at all, when WebGL2 is missing or lost for good. */
  readonly gpuError: AppError | undefined;
  /** Effects that every frame pays for, such as blur, are better left out. */
  readonly isSlowGpu: boolean;
  /** Lets a newer version of the app, which has been downloaded, take over; absent when there is none. */
  readonly applyUpdate: (() => void) | undefined;
  /** The browser offers to install the app, and it is not installed. */
  readonly canInstall: boolean;

  /** Colormap names that the menu offers, what they look like (CSS colours from low to high), and what they belong to. */
  readonly colormaps: readonly {
    readonly name: string;
    readonly colors: readonly string[];
    readonly group: string;
  }[];

  /** The trees of stores: what reads them is fetched when it is asked for. Rejects when it cannot be. */
  hierarchy(): Promise<HierarchyViewer>;
  /** Opens a location on top, or what a link, a view file or a view of Neuroglancer says, given as text. */
  open(wanted: string): Promise<void>;
  confirmPending(): Promise<void>;
  dismissPending(): void;
  close(layerId: string): void;
  /** Closes every layer: back to the first-run page. */
  closeAll(): void;
  setLayer(layerId: string, patch: LayerPatch): void;
  setChannel(layerId: string, channel: number, patch: ChannelPatch): void;
  moveLayer(layerId: string, toIndex: number): void;
  /** Fits everything into the free area. */
  home(): void;
  /** Zooms about a point in CSS pixels from the canvas' top left, or about the middle. */
  zoomBy(factor: number, at?: readonly [number, number]): void;
  panBy(deltaX: number, deltaY: number): void;
  /** Lets the browser ask whether to install the app. */
  install(): Promise<void>;
  retryFailed(): void;
  dismissNotice(id: number): void;
  /** Area that panels cover at each edge, CSS pixels: the whole-picture command reckons with what is left. */
  setInsets(insets: { left: number; right: number; top: number; bottom: number }): void;
  /** Fills an element with the picture and listens to its pointers; returns what undoes it. */
  mount(place: HTMLElement): () => void;
}

export type LayerPatch = Partial<
  Pick<
    LayerModel,
    | 'visible'
    | 'opacity'
    | 'size'
    | 'blending'
    | 'interpolation'
    | 'level'
    | 'rendering'
    | 'isoThreshold'
    | 'attenuation'
    | 'linkContrast'
    | 'outlines'
    | 'projection'
  >
> & { readonly labels?: Partial<LabelsLook> };
export type ChannelPatch = Partial<Pick<ChannelModel, 'visible' | 'colormap' | 'gamma' | 'contrast'>>;
