import { inGroup, withPicture, type Command, type CommandContext, type Groupless } from '../command';

/** Keys that step as they do in a slider, with what each is called. */
const steps = [
  { id: 'back', label: 'Step back along the axis', key: 'ArrowLeft' },
  { id: 'on', label: 'Step on along the axis', key: 'ArrowRight' },
  { id: 'tenthBack', label: 'A tenth of the axis back', key: 'PageDown' },
  { id: 'tenthOn', label: 'A tenth of the axis on', key: 'PageUp' },
  { id: 'first', label: 'First step of the axis', key: 'Home' },
  { id: 'last', label: 'Last step of the axis', key: 'End' },
] as const;

/** What steps along the axes that are not on the screen, and chooses those that are. */
export function axisCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { dims } = viewer;
  const blocked = withPicture(context, () =>
    screen.focusedDimension ? undefined : 'There is no axis to step',
  );
  const moving = { blocked, moves: true } as const;
  const withAxis = (run: (axis: string) => void) => () => {
    if (screen.focusedDimension) run(screen.focusedDimension.axis);
  };
  const detail = () => screen.focusedDimension?.axis;
  return inGroup('Axes', [
    ...steps.map(({ id, label, key }) => ({
      ...moving,
      id: `axes.${id}`,
      label,
      detail,
      keys: [key],
      run: withAxis((axis) => dims.stepByKey(axis, { key, shiftKey: false })),
    })),
    {
      ...moving,
      id: 'axes.above',
      label: 'Axis above',
      keys: ['ArrowUp'],
      run: () => screen.focusNextDimension(-1),
    },
    {
      ...moving,
      id: 'axes.below',
      label: 'Axis below',
      keys: ['ArrowDown'],
      run: () => screen.focusNextDimension(1),
    },
    {
      id: 'axes.play',
      label: 'Play or pause the axis',
      detail,
      icon: 'play',
      keys: ['Space'],
      blocked,
      checked: () => screen.focusedDimension?.playing ?? false,
      run: withAxis((axis) => dims.togglePlay(axis)),
    },
    ...displayCommands(context),
  ]);
}

function displayCommands(context: CommandContext): Groupless[] {
  const { dims } = context.viewer;
  const moving = { blocked: withPicture(context), moves: true } as const;
  return [
    {
      ...moving,
      id: 'axes.roll',
      label: 'Roll the axes on the screen',
      icon: 'roll',
      keys: ['e'],
      run: () => dims.roll(),
    },
    {
      ...moving,
      id: 'axes.transpose',
      label: 'Swap the axes across and down',
      icon: 'transpose',
      keys: ['x'],
      run: () => dims.transpose(),
    },
  ];
}
