declare module 'js-colormaps-es' {
  /** Colours of every colormap, each part 0–1. */
  export const data: Readonly<
    Record<
      string,
      { readonly interpolate: boolean; readonly colors: readonly (readonly [number, number, number])[] }
    >
  >;
}
