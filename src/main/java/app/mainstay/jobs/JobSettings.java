package app.mainstay.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this server works on jobs. A server that gave no sign for four heartbeats is taken for dead, which is looked for every other
 * heartbeat: with the default its jobs go on elsewhere after a minute at most.
 *
 * @param enabled   false: this server only submits
 * @param threads   jobs that run here at the same time
 * @param poll      how often it looks for jobs that another server submitted or left behind; own ones start at once
 * @param patience  how long a shutdown waits for running jobs to reach their next check
 * @param keep      how long ended jobs stay listed
 */
@ConfigurationProperties("mainstay.jobs")
record JobSettings(@DefaultValue("true") boolean enabled, @DefaultValue("3") int threads, @DefaultValue("10s") Duration poll,
                   @DefaultValue("10s") Duration heartbeat, @DefaultValue("10s") Duration patience, @DefaultValue("30d") Duration keep) {

    static final int MISSED_HEARTBEATS = 4;
}
