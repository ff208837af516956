/** Builds the PWA to dist/web; in development it hands API and blob requests to the server (PORT, 4380 by default). */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const server = `http://127.0.0.1:${process.env.PORT ?? '4380'}`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    VitePWA({
      // A new version waits until the person takes it: a reload in the middle of a household is not ours to decide.
      registerType: 'prompt',
      manifest: {
        name: '乡表 Xiangbiao',
        short_name: '乡表',
        lang: 'zh-CN',
        start_url: '/',
        display: 'standalone',
        background_color: '#f6f5f1',
        theme_color: '#f6f5f1',
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'],
        // Workbooks are read and written at the desk; no phone fetches what does that ahead.
        globIgnores: ['**/xlsx-*.js'],
        navigateFallback: 'index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/blobs\//],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Phones in the field are years old; CSS nesting and new syntax are lowered to what they know.
    target: ['chrome110', 'safari16', 'firefox115'],
    chunkSizeWarningLimit: 1600,
  },
  server: { host: '127.0.0.1', proxy: { '/api/': server, '/blobs/': server } },
});
