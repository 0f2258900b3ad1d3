import { AUTO_PERCENTILES, type LayerModel } from '../../../app';
import { inGroup, withPicture, type Command, type CommandContext, type Groupless } from '../command';

/** What concerns all layers, or one by its number, lowest first. */
export function layerCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { arrange } = viewer;
  const blocked = withPicture(context);
  return inGroup('Layers', [
    {
      id: 'layers.open',
      label: 'Open another on top',
      icon: 'plus',
      keys: ['o'],
      blocked,
      run: () => (screen.isAddOpen = true),
    },
    {
      id: 'layers.grid',
      label: 'Layers in a grid',
      icon: 'grid',
      keys: ['g'],
      blocked: withPicture(context, () =>
        viewer.layers.length > 1 || arrange.isGrid ? undefined : 'There is one layer only',
      ),
      checked: () => arrange.isGrid,
      run: () => arrange.setGrid(!arrange.isGrid),
    },
    {
      id: 'layers.contrast',
      label: 'Contrast from what is on the screen',
      keys: ['c'],
      blocked,
      run: () => viewer.layers.filter(({ visible }) => visible).forEach(setContrast),
    },
    ...numbered(context),
  ]);

  function setContrast({ id, kind, channels }: LayerModel): void {
    if (kind === 'labels') return;
    for (const { index, visible } of channels)
      if (visible) viewer.channels.contrastFrom(id, index, AUTO_PERCENTILES);
  }
}

function numbered(context: CommandContext): Groupless[] {
  const { viewer } = context;
  return ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => {
    const layer = () => viewer.layers[Number(key) - 1];
    return {
      id: `layers.toggle.${key}`,
      label: `Show or hide layer ${key}`,
      detail: () => layer()?.name,
      icon: 'eye',
      keys: [key],
      row: { label: 'Show or hide a layer, lowest first', keys: '1 … 9' },
      blocked: withPicture(context, () => (layer() ? undefined : `There is no layer ${key}`)),
      checked: () => layer()?.visible ?? false,
      run: () => {
        const shown = layer();
        if (shown) viewer.setLayer(shown.id, { visible: !shown.visible });
      },
    };
  });
}
