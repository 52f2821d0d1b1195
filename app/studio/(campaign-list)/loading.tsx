export { default } from "#app/studio/page-loading.tsx";
