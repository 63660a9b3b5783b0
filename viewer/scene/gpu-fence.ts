/** A mark in what the GPU was given to do: tells, without waiting, whether the GPU has come past it. */
export interface GpuFence {
  set(gl: WebGL2RenderingContext): void;
  /** A mark was set, and the GPU is not past it. */
  pending(gl: WebGL2RenderingContext): boolean;
  /** After a lost context its marks are gone too. */
  forget(): void;
}

export function createFence(): GpuFence {
  let sync: WebGLSync | null = null;
  return {
    set(gl) {
      if (sync) gl.deleteSync(sync);
      sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
      gl.flush();
    },
    pending(gl) {
      if (!sync) return false;
      if (gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED && !gl.isContextLost()) return true;
      gl.deleteSync(sync);
      sync = null;
      return false;
    },
    forget() {
      sync = null;
    },
  };
}

/**
 * Resolves once the GPU has come past all that it was given until now; the page goes on meanwhile. At once in a page that
 * nobody looks at: it is held up by nothing, and its clock hardly runs.
 */
export function passed(gl: WebGL2RenderingContext): Promise<void> {
  const fence = createFence();
  fence.set(gl);
  return new Promise((resolve) => {
    const look = (): void => {
      if (!document.hidden && fence.pending(gl)) setTimeout(look, 4);
      else resolve();
    };
    look();
  });
}
