import { AUTO_PERCENTILES, type LayerModel } from '../../../app';
import { commands as t } from '../../../messages';
import { inGroup, withPicture, type Command, type CommandContext, type Groupless } from '../command';

/** What concerns all layers, or one by its number, lowest first. */
export function layerCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { arrange } = viewer;
  const blocked = withPicture(context);
  return inGroup('layers', [
    {
      id: 'layers.open',
      label: t.openAnotherOnTop,
      icon: 'plus',
      keys: ['o'],
      blocked,
      run: () => (screen.isAddOpen = true),
    },
    {
      id: 'layers.grid',
      label: t.layersInAGrid,
      icon: 'grid',
      keys: ['g'],
      blocked: withPicture(context, () =>
        viewer.layers.length > 1 || arrange.isGrid ? undefined : t.thereIsOneLayerOnly,
      ),
      checked: () => arrange.isGrid,
      run: () => arrange.setGrid(!arrange.isGrid),
    },
    {
      id: 'layers.contrast',
      label: t.contrastFromTheScreen,
      keys: ['c'],
      blocked,
      run: () => viewer.layers.filter(({ visible }) => visible).forEach(setContrast),
    },
    ...numbered(context),
  ]);

  function setContrast({ id, kind, channels }: LayerModel): void {
    if (kind !== 'image') return;
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
      label: t.showOrHideLayer({ key }),
      detail: () => layer()?.name,
      icon: 'eye',
      keys: [key],
      row: { label: t.showOrHideLowestFirst, keys: '1 … 9' },
      blocked: withPicture(context, () => (layer() ? undefined : t.thereIsNoLayer({ key }))),
      checked: () => layer()?.visible ?? false,
      run: () => {
        const shown = layer();
        if (shown) viewer.setLayer(shown.id, { visible: !shown.visible });
      },
    };
  });
}
