# One image for API, worker and terminal. `docker build -t displacement-monitor .`
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
# The compiler stays behind a prune, as a peer that another package may do without: 31 MB that nothing loads.
RUN npm ci --include=dev --no-audit --no-fund && npm run build && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/typescript node_modules/@typescript \
  && find packages apps -name '*.test.*' -path '*/dist/*' -delete

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 WORKER_METRICS_PORT=9464 MONITOR_BUILD=never
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/packages packages
COPY --from=build /app/apps apps
COPY --from=build /app/infra infra
# Nothing is written outside of the database: the file system may be read-only.
USER node
EXPOSE 3000 9464
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["node", "infra/deploy/healthy.mjs", "3000"]
CMD ["node", "apps/api/dist/main.js"]
