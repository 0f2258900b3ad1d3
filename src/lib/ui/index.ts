export { default as Shell } from './screen/Shell.svelte';
