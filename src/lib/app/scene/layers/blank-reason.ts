/**
 * Why a layer shows nothing: it is `hidden`, `transparent`, all its `channels` are off, it lacks a displayed `axes`, the
 * sliders stand outside it (`slice`), the camera looks elsewhere (`view`), or what the view wants of it has `failed`.
 */
export type BlankReason = 'hidden' | 'transparent' | 'channels' | 'axes' | 'slice' | 'view' | 'failed';
