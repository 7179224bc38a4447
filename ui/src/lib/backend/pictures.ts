// Product pictures come through the host, which keeps copies of them.

import { convertFileSrc } from '@tauri-apps/api/core';

export function pictureUrl(path: string): string {
  return convertFileSrc(path, 'picture');
}
