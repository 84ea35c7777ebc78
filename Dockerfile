# Unpacked, because classes load twice as fast from plain jars as from the one that holds them all.
FROM eclipse-temurin:25-jre AS unpacked
COPY target/mainstay-*.jar mainstay.jar
RUN java -Djarmode=tools -jar mainstay.jar extract --destination /app

FROM eclipse-temurin:25-jre
RUN useradd --system mainstay
WORKDIR /app
COPY --from=unpacked /app ./
USER mainstay
EXPOSE 8080
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-jar", "mainstay.jar"]
