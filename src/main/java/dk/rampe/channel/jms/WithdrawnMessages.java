package dk.rampe.channel.jms;

import dk.rampe.delivery.Withdrawals;
import dk.rampe.delivery.Withdrawals.Withdrawal;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes messages back that wait to be fetched: reads them off the provider's own address, unseen, and forgets them. */
@Component("withdrawnMessages")
class WithdrawnMessages {

    private static final Logger LOG = LoggerFactory.getLogger(WithdrawnMessages.class);
    private static final long NOTHING_MORE_MILLIS = 1000;

    private final ConnectionFactory connections;
    private final Partners partners;
    private final Withdrawals withdrawals;

    WithdrawnMessages(ConnectionFactory connections, Partners partners, Withdrawals withdrawals) {
        this.connections = connections;
        this.partners = partners;
        this.withdrawals = withdrawals;
    }

    /** With the broker away nothing changes, and it is tried again: that it is away says {@link BrokerWatch}. */
    public void withdraw(Withdrawal withdrawal) {
        Partner.Jms addresses = partners.get(withdrawal.partner()).jms();
        if (addresses != null) {
            try (Connection connection = connections.createConnection();
                    Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
                connection.start();
                int taken =
                        takeAll(session.createConsumer(session.createQueue(addresses.cases()), selector(withdrawal)));
                session.commit();
                if (taken > 0) {
                    LOG.info("{}: {} messages withdrawn before they were fetched", withdrawal.partner(), taken);
                }
            } catch (JMSException away) {
                return;
            }
        }
        withdrawals.done(withdrawal);
    }

    private static int takeAll(MessageConsumer consumer) throws JMSException {
        int taken = 0;
        while (consumer.receive(NOTHING_MORE_MILLIS) != null) {
            taken++;
        }
        return taken;
    }

    /** Of the case's group; one that was sent again has more behind its id. */
    private static String selector(Withdrawal withdrawal) {
        String all = "JMSXGroupID = '" + withdrawal.participationId() + "'";
        return withdrawal.butFor() == null ? all : all + " AND _AMQ_DUPL_ID NOT LIKE '" + withdrawal.butFor() + "%'";
    }
}
