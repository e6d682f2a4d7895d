export { curlLine } from './home-page.tsx';
export { homeRoutes } from './routes.tsx';
