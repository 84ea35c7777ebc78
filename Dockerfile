# Unpacked, because classes load twice as fast from plain jars as from the one that holds them all.
FROM eclipse-temurin:25-jre AS unpacked
COPY target/mainstay-*.jar mainstay.jar
RUN java -Djarmode=tools -jar mainstay.jar extract --destination /app

FROM eclipse-temurin:25-jre
RUN useradd --system mainstay
WORKDIR /app
COPY --from=unpacked /app ./
# A cache of the classes, made by the Java that will use it. The start ends before anything is opened; its database is in memory.
RUN java -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:AOTCacheOutput=mainstay.aot -Dspring.context.exit=onRefresh -jar mainstay.jar \
    "--spring.datasource.url=jdbc:h2:mem:training;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
USER mainstay
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:AOTCache=mainstay.aot", "-jar", "mainstay.jar"]
