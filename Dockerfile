# Unpacked, because classes load twice as fast from plain jars as from the one that holds them all.
FROM eclipse-temurin:25-jre AS unpacked
COPY target/mainstay-*.jar mainstay.jar
RUN java -Djarmode=tools -jar mainstay.jar extract --destination /app

FROM eclipse-temurin:25-jre
# MySQL's client programs are for backup and restore.
RUN apt-get update && apt-get install --yes --no-install-recommends mysql-client && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home mainstay && mkdir /files && chown mainstay /files
WORKDIR /app
# The libraries first: they change seldom, and what has not changed is not sent again.
COPY --from=unpacked /app/lib ./lib
COPY --from=unpacked /app/mainstay.jar ./
# A cache of the classes, made by the Java that will use it. The start ends before anything is opened; its database is in memory.
RUN java -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:AOTCacheOutput=mainstay.aot -Dspring.context.exit=onRefresh -jar mainstay.jar \
    "--spring.datasource.url=jdbc:h2:mem:training;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
USER 10001
EXPOSE 8080
# The image has bash and perhaps no curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=3m --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q UP <&3"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:AOTCache=mainstay.aot", "-jar", "mainstay.jar"]
