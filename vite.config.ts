import type { UserConfigFn } from 'vite';
import { overrideVaadinConfig } from './vite.generated';

// Everything that every page needs comes in few files: on an intranet with a reverse proxy a request costs more than a kilobyte.
const customConfig: UserConfigFn = () => ({
  build: {
    rollupOptions: {
      output: {
        advancedChunks: {
          groups: [{ name: 'mainstay', test: /node_modules[\\/](?!.*(marked|dompurify|apexcharts|sortablejs|fullcalendar|preact[\\/]))|generated[\\/]jar-resources/u }],
        },
      },
    },
  },
});

export default overrideVaadinConfig(customConfig);
