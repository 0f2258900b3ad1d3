import { compileMessages } from './compile-messages.mjs';

try {
  compileMessages();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
