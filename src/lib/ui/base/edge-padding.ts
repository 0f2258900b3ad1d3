import { innerHeight, innerWidth } from 'svelte/reactivity/window';

/**
 * What a menu keeps from each edge of the screen, in CSS pixels: `px` more than the device covers there with a notch or a bar.
 * Reactive: a device that is turned covers other edges.
 */
export function edgePadding(px: number): Record<'top' | 'right' | 'bottom' | 'left', number> {
  void [innerWidth.current, innerHeight.current];
  const style = getComputedStyle(document.documentElement);
  const padding = (side: string) => px + (parseFloat(style.getPropertyValue(`--covered-${side}`)) || 0);
  const [top, right, bottom, left] = [padding('top'), padding('right'), padding('bottom'), padding('left')];
  return { top, right, bottom, left };
}
