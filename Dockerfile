# What runs in production: the server from source on Node 24, and the built pages. The sandbox is not in it (.dockerignore).
FROM node:24-slim AS pages
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /fieldwork
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY server server
COPY --from=pages /build/dist/web dist/web
USER node
EXPOSE 3978
# Node is the first process, so that it gets the SIGTERM that asks it to finish.
CMD ["node", "server/main.ts"]
