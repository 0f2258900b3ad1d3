/** A 2D canvas, on the page or off it. */
export type MarkContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Where the colours of marks come from: design tokens by name. */
export type MarkStyle = Pick<CSSStyleDeclaration, 'getPropertyValue'>;
