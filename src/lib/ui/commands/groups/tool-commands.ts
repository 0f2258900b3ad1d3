import { inGroup, withPicture, type Command, type CommandContext } from '../command';

/** What measures, writes to files, and shows how the picture is made. */
export function toolCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { preferences, camera, measure } = viewer;
  const blocked = withPicture(context);
  return inGroup('Tools', [
    {
      id: 'tools.measure',
      label: 'Measure',
      icon: 'ruler',
      keys: ['m'],
      blocked,
      checked: () => screen.tool === 'measure',
      run: () => screen.toggleTool('measure'),
    },
    {
      id: 'tools.screenshot',
      label: 'Screenshot',
      icon: 'camera',
      keys: ['s'],
      blocked,
      run: () => void viewer.exports.screenshot(),
    },
    {
      id: 'tools.export',
      label: 'Export',
      icon: 'export',
      keys: ['p'],
      blocked,
      checked: () => screen.tool === 'export',
      run: () => screen.toggleTool('export'),
    },
    {
      id: 'tools.outlines',
      label: 'Tile outlines',
      icon: 'debug',
      keys: ['t'],
      blocked,
      checked: () => preferences.chosen.outlines,
      run: () => preferences.set({ outlines: !preferences.chosen.outlines }),
    },
    {
      id: 'tools.letGo',
      label: 'Let go of the tool, or of the value',
      keys: ['Escape'],
      blocked: withPicture(context),
      run: () => {
        if (!measure.cancel()) camera.stopReading();
      },
    },
  ]);
}
