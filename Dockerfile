# docker build -t zapis . ; how it is run: systemd/README.md, "In a container".
FROM rust:1.95-bookworm AS build
WORKDIR /zapis
# `zapis --version` names it: --build-arg ZAPIS_COMMIT=$(git rev-parse HEAD)
ARG ZAPIS_COMMIT
COPY . .
RUN cargo build --release --locked --package zapis

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin zapis \
    && install -d -m 0700 -o zapis -g zapis /data
COPY --from=build /zapis/target/release/zapis /usr/bin/zapis
# A new volume begins with it; all its paths are relative to the volume.
COPY --chown=zapis:zapis config.toml /data/config.toml
USER zapis
WORKDIR /data
VOLUME /data
ENV ZAPIS_CONFIG=/data/config.toml
# Secrets of the container named client_token, admin_token and pepper come before the environment.
ENV CREDENTIALS_DIRECTORY=/run/secrets
HEALTHCHECK --interval=1m --timeout=10s --start-period=1m CMD ["zapis", "health"]
ENTRYPOINT ["zapis"]
CMD ["run"]
