import { commands as t } from '../../../messages';
import { inGroup, withPicture, type Command, type CommandContext } from '../command';

/** What measures, writes to files, and shows how the picture is made. */
export function toolCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { preferences, camera, measure } = viewer;
  const blocked = withPicture(context);
  return inGroup('tools', [
    {
      id: 'tools.hierarchy',
      label: t.hierarchy,
      icon: 'tree',
      keys: ['h'],
      checked: () => screen.tool === 'hierarchy',
      run: () => screen.toggleHierarchy(),
    },
    {
      id: 'tools.measure',
      label: t.measure,
      icon: 'ruler',
      keys: ['m'],
      blocked,
      checked: () => screen.tool === 'measure',
      run: () => screen.toggleTool('measure'),
    },
    {
      id: 'tools.screenshot',
      label: t.screenshot,
      icon: 'camera',
      keys: ['s'],
      blocked,
      run: () => void viewer.exports.screenshot(),
    },
    {
      id: 'tools.export',
      label: t.exportTool,
      icon: 'export',
      keys: ['p'],
      blocked,
      checked: () => screen.tool === 'export',
      run: () => screen.toggleTool('export'),
    },
    {
      id: 'tools.memory',
      label: t.memory,
      icon: 'memory',
      keys: ['b'],
      blocked,
      checked: () => screen.tool === 'memory',
      run: () => screen.toggleTool('memory'),
    },
    {
      id: 'tools.timeline',
      label: t.timeline,
      icon: 'wait',
      keys: ['j'],
      blocked,
      checked: () => screen.tool === 'timeline',
      run: () => screen.toggleTool('timeline'),
    },
    {
      id: 'tools.tuning',
      label: t.tuning,
      icon: 'sliders',
      keys: ['u'],
      blocked,
      checked: () => screen.tool === 'tuning',
      run: () => screen.toggleTool('tuning'),
    },
    {
      id: 'tools.debugging',
      label: t.debugging,
      icon: 'debug',
      keys: ['i'],
      blocked,
      checked: () => screen.tool === 'debugging',
      run: () => screen.toggleTool('debugging'),
    },
    {
      id: 'tools.outlines',
      label: t.tileOutlines,
      icon: 'grid',
      keys: ['t'],
      blocked,
      checked: () => preferences.chosen.outlines,
      run: () => preferences.set({ outlines: !preferences.chosen.outlines }),
    },
    {
      id: 'tools.letGo',
      label: t.letGo,
      keys: ['Escape'],
      blocked: withPicture(context),
      run: () => {
        if (!measure.cancel()) camera.stopReading();
      },
    },
  ]);
}
