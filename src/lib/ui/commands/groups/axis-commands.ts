import { commands as t } from '../../../messages';
import { inGroup, withPicture, type Command, type CommandContext, type Groupless } from '../command';

/** Keys that step as they do in a slider, with what each is called. */
const steps = [
  { id: 'back', label: t.stepBackAlongTheAxis, key: 'ArrowLeft' },
  { id: 'on', label: t.stepOnAlongTheAxis, key: 'ArrowRight' },
  { id: 'tenthBack', label: t.aTenthBack, key: 'PageDown' },
  { id: 'tenthOn', label: t.aTenthOn, key: 'PageUp' },
  { id: 'first', label: t.firstStepOfTheAxis, key: 'Home' },
  { id: 'last', label: t.lastStepOfTheAxis, key: 'End' },
] as const;

/** What steps along the axes that are not on the screen, and chooses those that are. */
export function axisCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { dims } = viewer;
  const blocked = withPicture(context, () => (screen.focusedDimension ? undefined : t.noAxisToStep));
  const moving = { blocked, moves: true } as const;
  const withAxis = (run: (axis: string) => void) => () => {
    if (screen.focusedDimension) run(screen.focusedDimension.axis);
  };
  const detail = () => screen.focusedDimension?.axis;
  return inGroup('axes', [
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
      label: t.axisAbove,
      keys: ['ArrowUp'],
      run: () => screen.focusNextDimension(-1),
    },
    {
      ...moving,
      id: 'axes.below',
      label: t.axisBelow,
      keys: ['ArrowDown'],
      run: () => screen.focusNextDimension(1),
    },
    {
      id: 'axes.play',
      label: t.playOrPauseTheAxis,
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
      label: t.rollTheAxes,
      icon: 'roll',
      keys: ['e'],
      run: () => dims.roll(),
    },
    {
      ...moving,
      id: 'axes.transpose',
      label: t.swapTheAxes,
      icon: 'transpose',
      keys: ['x'],
      run: () => dims.transpose(),
    },
  ];
}
