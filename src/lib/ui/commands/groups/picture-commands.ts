import { commands as t } from '../../../messages';
import { inGroup, withPicture, type Command, type CommandContext, type Groupless } from '../command';

const PAN_PX = 96;
const ZOOM_STEP = 1.5;
const TURN_DEGREES = 15;

/** Where a key moves what is seen, across and down. */
const arrows = [
  { name: 'left', key: 'ArrowLeft', x: -1, y: 0 },
  { name: 'right', key: 'ArrowRight', x: 1, y: 0 },
  { name: 'up', key: 'ArrowUp', x: 0, y: -1 },
  { name: 'down', key: 'ArrowDown', x: 0, y: 1 },
] as const;

/** What moves the camera, and reads what it looks at. */
export function pictureCommands(context: CommandContext): Command[] {
  const { viewer } = context;
  const blocked = withPicture(context);
  const moving = { blocked, moves: true } as const;
  return inGroup('picture', [
    {
      ...moving,
      id: 'picture.home',
      label: t.wholePicture,
      icon: 'fit',
      keys: ['0', 'r'],
      run: () => viewer.home(),
    },
    {
      ...moving,
      id: 'picture.zoomIn',
      label: t.zoomIn,
      keys: ['+', '='],
      run: () => viewer.zoomBy(ZOOM_STEP),
    },
    {
      ...moving,
      id: 'picture.zoomOut',
      label: t.zoomOut,
      keys: ['-', '_'],
      run: () => viewer.zoomBy(1 / ZOOM_STEP),
    },
    ...arrows.map(({ name, key, x, y }) => ({
      ...moving,
      id: `picture.pan.${name}`,
      label: t.lookFurther({ direction: name }),
      keys: [`Shift ${key}`],
      row: { label: t.pan, keys: t.shiftArrows },
      run: () => viewer.panBy(0 - x * PAN_PX, 0 - y * PAN_PX),
    })),
    {
      id: 'picture.read',
      label: t.readTheValue,
      keys: ['v'],
      moves: true,
      blocked,
      checked: () => viewer.camera.isReading,
      run: () => viewer.camera.readMiddle(),
    },
    ...spaceCommands(context),
  ]);
}

function spaceCommands(context: CommandContext): Groupless[] {
  const { camera, space } = context.viewer;
  const in3D = withPicture(context, () => (space.mode === '3d' ? undefined : t.onlyIn3d));
  const turning = { blocked: in3D, moves: true } as const;
  const roll = (degrees: number) => () => camera.rollBy(degrees);
  return [
    {
      id: 'picture.mode',
      label: t.twoOrThreeD,
      keys: ['d', 'Mod y'],
      blocked: withPicture(context, () => (space.isPossible ? undefined : t.noLayerHasThreeAxes)),
      run: () => space.setMode(space.mode === '2d' ? '3d' : '2d'),
    },
    ...arrows.map(({ name, key, x, y }) => ({
      ...turning,
      id: `picture.turn.${name}`,
      label: t.turnTheVolume({ direction: name }),
      keys: [`Mod Shift ${key}`],
      spareKeys: [key],
      row: { label: t.turnTheVolumeByKeys, keys: t.ctrlShiftArrows },
      run: () => camera.turnBy(x * TURN_DEGREES, y * TURN_DEGREES),
    })),
    {
      ...turning,
      blocked: withPicture(context),
      id: 'picture.roll.back',
      label: t.rollThePictureAnticlockwise,
      keys: [','],
      run: roll(-TURN_DEGREES),
    },
    {
      ...turning,
      blocked: withPicture(context),
      id: 'picture.roll.on',
      label: t.rollThePictureClockwise,
      keys: ['.'],
      run: roll(TURN_DEGREES),
    },
    ...[0, 1, 2].map((axis) => ({
      ...turning,
      id: `picture.look.${axis}`,
      label: t.lookAlongAnAxis,
      detail: () => space.axes[axis],
      run: () => space.lookAlong(axis, 'low'),
    })),
  ];
}
