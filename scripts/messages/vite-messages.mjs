import { join, resolve, sep } from 'node:path';
import { compileMessages, messagesFolder } from './compile-messages.mjs';

/** Makes the modules of messages before anything is built, and anew when a message changes. @returns {import('vite').Plugin} */
export function messages() {
  const compiled = resolve(messagesFolder, 'compiled') + sep;
  return {
    name: 'messages',
    config: () => compileMessages(),
    configureServer({ watcher, config }) {
      const folder = resolve(join(config.root, messagesFolder)) + sep;
      const onchange = (/** @type {string} */ path) => {
        if (!path.startsWith(folder) || path.startsWith(compiled) || !path.endsWith('.json')) return;
        try {
          compileMessages();
        } catch (error) {
          config.logger.error(String(error));
        }
      };
      watcher.on('add', onchange).on('change', onchange).on('unlink', onchange);
    },
  };
}
