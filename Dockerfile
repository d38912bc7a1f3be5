# Headwater as a command, without the native parts of Pact: docker build -t headwater:0.1.0 .
FROM node:22-slim AS build
WORKDIR /build
COPY . .
RUN npm ci && npm pack --pack-destination /packed

FROM node:22-slim
WORKDIR /packed
COPY --from=build /packed/headwater-*.tgz ./headwater.tgz
RUN npm install --global --omit=optional --omit=peer ./headwater.tgz && npm cache clean --force && rm ./headwater.tgz
USER node
WORKDIR /work
EXPOSE 8765
ENTRYPOINT ["headwater"]
CMD ["--help"]
