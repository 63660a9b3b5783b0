import { createFence } from './gpu-fence.ts';

/** The size that the page gives the canvas, and when the drawing may follow it. */
export interface CanvasSize {
  /** The canvas has another size than what is drawn on it. */
  changed(): boolean;
  /**
   * The drawing may take the new size now: all that the GPU was given before, the browser's own drawing included, is
   * done. Asked sooner, the browser would wait for that, and the page with it.
   */
  mayChange(): boolean;
  /** The size to draw in, CSS pixels, and pixels for each; null while the canvas has no room. */
  take(): { readonly width: number; readonly height: number; readonly ratio: number } | null;
  /** After a lost context. */
  forget(): void;
  dispose(): void;
}

export function watchSize(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext, onChange: () => void): CanvasSize {
  const before = createFence();
  let changed = false;
  let asked = false;
  const observer = new ResizeObserver(() => {
    changed = true;
    onChange();
  });
  observer.observe(canvas);
  return {
    changed: () => changed,
    mayChange() {
      if (!changed || before.pending(gl)) return false;
      const passed = asked;
      if (!passed) before.set(gl);
      asked = !passed;
      return passed;
    },
    take() {
      changed = false;
      const { clientWidth: width, clientHeight: height } = canvas;
      return width === 0 || height === 0 ? null : { width, height, ratio: Math.min(globalThis.devicePixelRatio, 2) };
    },
    forget() {
      before.forget();
      asked = false;
    },
    dispose: () => observer.disconnect(),
  };
}
